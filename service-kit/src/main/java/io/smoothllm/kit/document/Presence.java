package io.smoothllm.kit.document;

/// What an answer does with a member that has no value.
enum Presence {
    ALWAYS,
    MAYBE_NULL,
    MAYBE_ABSENT
}
