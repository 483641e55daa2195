ALTER TABLE "conversations" ADD COLUMN "deleted_at" timestamp with time zone;
