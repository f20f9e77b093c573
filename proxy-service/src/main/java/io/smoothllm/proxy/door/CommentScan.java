package io.smoothllm.proxy.door;

import io.vertx.core.buffer.Buffer;

/// Whether the pieces of a stream of events say anything: comments and blank lines do not.
final class CommentScan {
    private boolean atLineStart = true;
    private boolean inComment;

    /// Whether a piece, read behind those before it, is nothing but comments and blank lines.
    boolean saysNothing(Buffer piece) {
        for (int i = 0; i < piece.length(); i++) {
            byte b = piece.getByte(i);
            if (isLineEnd(b)) {
                atLineStart = true;
                inComment = false;
            } else if (atLineStart && b == ':') {
                atLineStart = false;
                inComment = true;
            } else if (!inComment) {
                skipTo(piece, i);
                return false;
            }
        }
        return true;
    }

    /// What comes behind an event's field matters only as far as its last line goes.
    private void skipTo(Buffer piece, int field) {
        int last = piece.length() - 1;
        while (last > field && !isLineEnd(piece.getByte(last))) {
            last--;
        }
        boolean none = last == field;
        atLineStart = !none && last == piece.length() - 1;
        inComment = !none && !atLineStart && piece.getByte(last + 1) == ':';
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
