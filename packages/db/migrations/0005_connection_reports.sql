CREATE TYPE "public"."connection_stage" AS ENUM('permission', 'device', 'signalling', 'stun', 'turn-udp', 'turn-tcp', 'turn-tls', 'peer');--> statement-breakpoint
CREATE TYPE "public"."report_occasion" AS ENUM('check', 'call');--> statement-breakpoint
CREATE TYPE "public"."stage_outcome" AS ENUM('passed', 'failed', 'skipped');--> statement-breakpoint
CREATE TYPE "public"."stage_reason" AS ENUM('denied', 'missing', 'busy', 'silent', 'no_answer', 'refused', 'not_carried', 'never_connected', 'lost', 'not_set_up', 'unclear', 'needs_earlier');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('member', 'administrator');--> statement-breakpoint
CREATE TABLE "connection_reports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"user_id" uuid NOT NULL,
	"occasion" "report_occasion" NOT NULL,
	"call_id" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connection_results" (
	"report_id" uuid NOT NULL,
	"stage" "connection_stage" NOT NULL,
	"outcome" "stage_outcome" NOT NULL,
	"reason" "stage_reason",
	"took_ms" integer,
	CONSTRAINT "connection_results_report_id_stage_pk" PRIMARY KEY("report_id","stage")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "role" "user_role" DEFAULT 'member' NOT NULL;--> statement-breakpoint
ALTER TABLE "connection_reports" ADD CONSTRAINT "connection_reports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_reports" ADD CONSTRAINT "connection_reports_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_results" ADD CONSTRAINT "connection_results_report_id_connection_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."connection_reports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connection_reports_at" ON "connection_reports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "connection_reports_of_user" ON "connection_reports" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "connection_reports_of_call" ON "connection_reports" USING btree ("call_id");--> statement-breakpoint
-- Whoever came first looks after an installation that was there before: the same rule as for a new one.
UPDATE "users" SET "role" = 'administrator' WHERE "id" = (SELECT "id" FROM "users" ORDER BY "created_at", "id" LIMIT 1);
