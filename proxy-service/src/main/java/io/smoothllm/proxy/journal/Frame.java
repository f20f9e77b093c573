package io.smoothllm.proxy.journal;

/// One entry of a segment, as it was read.
///
/// On disk: length (4 bytes, of what follows the checksum; 0 = here the segment ends), CRC-32C (4),
/// kind (1), three bytes of nothing, sequence (8), payload, and up to 7 bytes of nothing, so that
/// every frame starts at a multiple of eight. All numbers are big-endian.
///
/// @param ordinal counts the frames of its segment that are sent, from 0; -1 for an intent
record Frame(Kind kind, long sequence, byte[] payload, int ordinal) {
    static final int LENGTH = 0;
    static final int CHECKSUM = 4;
    static final int KIND = 8;
    static final int SEQUENCE = 12;
    static final int PAYLOAD = 20;

    enum Kind {
        /// The payload is an [Intent].
        INTENT(1),
        /// The payload is a usage record, JSON, as it goes to the topic.
        SETTLEMENT(2),
        /// The same, of a call that another process left open; the number is one of that process.
        FOREIGN_SETTLEMENT(3),
        /// The payload is an instance report, JSON, as it goes to the topic; without a number.
        REPORT(4);

        final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /// Whether it goes to the topic.
        boolean isSent() {
            return this != INTENT;
        }

        static Kind of(byte code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No frame is of kind " + code);
        }
    }

    /// How many bytes a frame with that payload takes.
    static int size(int payload) {
        return (PAYLOAD + payload + 7) & ~7;
    }
}
