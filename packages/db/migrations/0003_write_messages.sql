-- The log's rows are the hottest there are, and everything a foreign key would check is checked under the
-- conversation's lock already (docs/adr/0016-a-batch-is-one-function.md).
ALTER TABLE "conversation_events" DROP CONSTRAINT "conversation_events_conversation_id_conversations_id_fk";--> statement-breakpoint
ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_actor_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_conversation_id_conversations_id_fk";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_sender_id_users_id_fk";--> statement-breakpoint
DROP INDEX "messages_conversation_id";--> statement-breakpoint
ALTER TABLE "conversations" DROP COLUMN "membership_seq";--> statement-breakpoint
-- Writes many messages at once, each for itself: takes the keys, numbers what is new in the order given, and writes
-- messages, events and counters. Answers one row for each, in the order given; one that is not new wrote nothing.
--
-- The first statement locks, in the order of ids so that two batches never wait for each other in a circle. The
-- second begins after it and therefore sees every membership that ended while a lock was waited for.
--
-- Everything is joined through an index or looked up in a hash, so one plan serves batches of every size; it is made
-- once for each connection, which saves a single send more than half its time.
CREATE FUNCTION write_messages(
  conversation_ids uuid[], sender_ids uuid[], keys text[], request_hashes text[], bodies text[], metadatas jsonb[]
) RETURNS TABLE (
  id uuid, number int, seq int, created_at timestamptz,
  is_new boolean, is_member boolean, conversation_kind conversation_kind,
  username varchar, display_name varchar, bio text
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM conversations WHERE conversations.id = ANY (conversation_ids) ORDER BY conversations.id FOR NO KEY UPDATE;

  RETURN QUERY
  WITH draft AS MATERIALIZED (
    SELECT given.*, uuidv7() AS id, conversation.kind AS conversation_kind, conversation.last_seq,
      conversation.message_count, member.user_id IS NOT NULL AS is_member,
      sender.username, sender.display_name, sender.bio
    FROM unnest(conversation_ids, sender_ids, keys, request_hashes, bodies, metadatas) WITH ORDINALITY
      AS given (conversation_id, sender_id, key, request_hash, body, metadata, place)
    LEFT JOIN conversations conversation ON conversation.id = given.conversation_id
    LEFT JOIN members member ON member.conversation_id = given.conversation_id
      AND member.user_id = given.sender_id AND member.left_seq IS NULL
    LEFT JOIN users sender ON sender.id = member.user_id
    ORDER BY given.place
  ),
  taken AS (
    INSERT INTO idempotency_keys (actor_id, key, request_hash, result_id)
    SELECT sender_id, key, request_hash, id FROM draft WHERE is_member
    ON CONFLICT DO NOTHING
    RETURNING result_id
  ),
  numbered AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY conversation_id, is_new ORDER BY place) AS nth
    FROM (SELECT *, (id IN (SELECT result_id FROM taken)) IS TRUE AS is_new FROM draft) AS draft
  ),
  message AS (
    INSERT INTO messages (id, conversation_id, number, seq, sender_id, body, metadata)
    SELECT id, conversation_id, message_count + nth, last_seq + nth, sender_id, body, metadata
    FROM numbered WHERE is_new
  ),
  event AS (
    INSERT INTO conversation_events (conversation_id, seq, type, actor_id, message_id)
    SELECT conversation_id, last_seq + nth, 'message.created', sender_id, id FROM numbered WHERE is_new
  ),
  counted AS (
    UPDATE conversations SET
      last_seq = conversations.last_seq + newest.count,
      message_count = conversations.message_count + newest.count,
      last_message_at = newest.at
    FROM (
      SELECT conversation_id, count(*) AS count, max(uuid_extract_timestamp(id)) AS at
      FROM numbered WHERE is_new GROUP BY conversation_id
    ) AS newest
    WHERE conversations.id = newest.conversation_id
  )
  SELECT id, (message_count + nth)::int, (last_seq + nth)::int, uuid_extract_timestamp(id),
    is_new, is_member, conversation_kind, username, display_name, bio
  FROM numbered ORDER BY place;
END
$$;
