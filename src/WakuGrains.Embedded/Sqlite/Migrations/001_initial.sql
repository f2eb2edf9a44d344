CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- One row for each entity. Its version is one more with every commit; parts lists the version of each part, authenticated.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    parts BLOB NOT NULL,
    UNIQUE (kind, key)
);

-- With row ids, because rows of more than a kilobyte would spill over into pages of their own otherwise.
CREATE TABLE record (
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    part TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (entity_id, part)
);

-- In the order of the keys and not of the entities: keys of envelopes begin with their time, so that what is written together
-- lies together.
CREATE TABLE once (
    key BLOB NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    receipt BLOB NOT NULL,
    kept_until_ms INTEGER NOT NULL,
    PRIMARY KEY (key, entity_id)
) WITHOUT ROWID;

CREATE INDEX once_kept_until ON once (kept_until_ms);

CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    acknowledged_sequence INTEGER NOT NULL DEFAULT 0
);

-- Content is deleted with the acknowledgement; the row stays for a while, so that a resend is still a duplicate. The origin
-- is a keyed hash of sender and message id.
CREATE TABLE message (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    sequence INTEGER NOT NULL,
    origin BLOB NOT NULL,
    content BLOB,
    received_ms INTEGER NOT NULL,
    PRIMARY KEY (mailbox_id, sequence),
    UNIQUE (mailbox_id, origin)
) WITHOUT ROWID;

CREATE INDEX message_acknowledged ON message (received_ms) WHERE content IS NULL;

-- What was sent and how far it got: 0 accepted, 1 taken by the node, 2 acknowledged by the peer. Ids that there are none of are
-- null; the acknowledgement's id goes when it has come, so that its index stays small.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity_id INTEGER NOT NULL REFERENCES entity (id),
    message_id BLOB,
    acknowledgement_id BLOB,
    status INTEGER NOT NULL,
    accepted_ms INTEGER NOT NULL
);

CREATE INDEX outbox_accepted ON outbox (accepted_ms);
CREATE INDEX outbox_acknowledgement_id ON outbox (acknowledgement_id) WHERE acknowledgement_id IS NOT NULL;
-- Ids are random, so each new one changes a page of its own: the shorter the entries, the fewer the pages.
CREATE INDEX outbox_message_id ON outbox (substr(message_id, 1, 8)) WHERE message_id IS NOT NULL;

-- What the node has not taken yet. A row goes when it has, so that its page is used again.
CREATE TABLE envelope (
    outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id),
    lane TEXT NOT NULL,
    pubsub_topic TEXT NOT NULL,
    message BLOB NOT NULL
);

CREATE INDEX envelope_lane ON envelope (lane);

CREATE TABLE listener (
    installation TEXT NOT NULL,
    content_topic TEXT NOT NULL,
    kind INTEGER NOT NULL,
    symmetric_key BLOB,
    PRIMARY KEY (installation, content_topic, kind)
) WITHOUT ROWID;
