-- What one entity has to tell another. A row goes when it has been carried; the ids of rows that are gone are not given out
-- again. The origin is where it was posted: kind, version and number; what it says is encrypted for its lane and origin.
CREATE TABLE letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lane TEXT NOT NULL,
    origin TEXT NOT NULL,
    content BLOB NOT NULL
);

CREATE INDEX letter_lane ON letter (lane);
