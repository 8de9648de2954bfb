package io.tradeboard.cli;

/** The format of messages in a log. */
enum LogFormat {
    text,
    json
}
