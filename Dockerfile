# One image for the server and the worker; what runs is chosen by the command.
FROM node:24-bookworm-slim AS build
WORKDIR /chatterly
ENV CI=true DO_NOT_TRACK=1 TURBO_TELEMETRY_DISABLED=1
COPY . .
# The version that package.json pins.
RUN npm install --global "$(node -p 'require("./package.json").packageManager')"
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install --frozen-lockfile
RUN pnpm exec turbo run build
# What is left is what the bundles load while they run.
RUN pnpm install --frozen-lockfile --prod --config.confirmModulesPurge=false

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CHATTERLY_DATA_DIR=/var/lib/chatterly
WORKDIR /chatterly
COPY --from=build --chown=root:root /chatterly ./
RUN install -d -o node -g node /var/lib/chatterly
USER node
VOLUME /var/lib/chatterly
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
WORKDIR /chatterly/apps/server
# A young generation large enough that what a call needs is gone before it is looked at.
CMD ["node", "--max-semi-space-size=64", "dist/main.mjs"]
