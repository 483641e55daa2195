CREATE TYPE "public"."network_action" AS ENUM('allow', 'block');--> statement-breakpoint
CREATE TABLE "network_rules" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"action" "network_action" NOT NULL,
	"network" "cidr" NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "network_rules_once" UNIQUE("action","network")
);
