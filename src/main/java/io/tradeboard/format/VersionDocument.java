package io.tradeboard.format;

import io.avaje.jsonb.Json;

/** Which build serves: {@code tradeboard.version/1}. */
@Json
@Doc("The build that answers.")
record VersionDocument(
        @Doc(value = "The schema of this document.", constant = VersionDocument.SCHEMA)
        String schema,

        @Doc(value = "The version.", example = "1.0.0") String version,

        @Doc(value = "The commit that it was built from, or unknown.", example = "65a9630")
        String commit) {
    static final String SCHEMA = "tradeboard.version/1";

    static VersionDocument of(String version, String commit) {
        return new VersionDocument(SCHEMA, version, commit);
    }
}
