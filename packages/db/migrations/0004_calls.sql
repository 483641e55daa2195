CREATE TYPE "public"."call_media" AS ENUM('voice', 'video');--> statement-breakpoint
CREATE TYPE "public"."call_standing" AS ENUM('rung', 'present', 'left', 'declined', 'missed');--> statement-breakpoint
CREATE TYPE "public"."call_state" AS ENUM('calling', 'ringing', 'active', 'ended', 'declined', 'missed');--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'call';--> statement-breakpoint
ALTER TYPE "public"."message_kind" ADD VALUE 'missed_call';--> statement-breakpoint
CREATE TABLE "call_participants" (
	"call_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"standing" "call_standing" NOT NULL,
	"rings_softly" boolean DEFAULT false NOT NULL,
	"device" uuid,
	"place" integer NOT NULL,
	"joined_at" timestamp with time zone,
	"left_at" timestamp with time zone,
	"heard_at" timestamp with time zone,
	CONSTRAINT "call_participants_call_id_user_id_pk" PRIMARY KEY("call_id","user_id")
) WITH (fillfactor = 70);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"conversation_id" uuid NOT NULL,
	"media" "call_media" NOT NULL,
	"state" "call_state" NOT NULL,
	"started_by" uuid NOT NULL,
	"started_seq" bigint NOT NULL,
	"started_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ringing_until" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"fence" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_participants_of_user" ON "call_participants" USING btree ("user_id","call_id");--> statement-breakpoint
CREATE INDEX "call_participants_present" ON "call_participants" USING btree ("user_id") WHERE standing = 'present';--> statement-breakpoint
CREATE UNIQUE INDEX "calls_open" ON "calls" USING btree ("conversation_id") WHERE state in ('calling', 'ringing', 'active');--> statement-breakpoint
CREATE INDEX "calls_of_conversation" ON "calls" USING btree ("conversation_id","id");