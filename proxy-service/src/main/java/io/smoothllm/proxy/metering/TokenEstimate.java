package io.smoothllm.proxy.metering;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// How many tokens a text has, when nobody who knows says so. Counted with OpenAI's `o200k_base`;
/// other makers' tokens are of much the same size.
///
/// Takes a few milliseconds at most, so that an event loop may ask. Texts are counted in pieces,
/// since a word without an end costs the square of its length, and of a long text only evenly
/// spread pieces are.
@Startup
@ApplicationScoped
public class TokenEstimate {
    private static final Logger LOG = Logger.getLogger(TokenEstimate.class);

    /// Characters of a piece.
    private static final int PIECE = 2_000;

    /// As many pieces are counted at most; a longer text is represented by so many.
    private static final int PIECES = 16;

    /// What a token has on average, of English and of code.
    private static final int CHARS_PER_TOKEN = 4;

    private final CompletableFuture<Encoding> tables = new CompletableFuture<>();

    /// The tables take a second or so to read; until they are, a length is all there is to go by.
    TokenEstimate() {
        Thread.ofPlatform().daemon().name("token-tables").start(this::load);
    }

    private void load() {
        try {
            tables.complete(
                    Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Token tables cannot be read; tokens are estimated by length alone", e);
            tables.completeExceptionally(e);
        }
    }

    /// Done when estimates are as good as they get.
    CompletableFuture<Encoding> ready() {
        return tables;
    }

    /// Of a text that nobody looked at.
    ///
    /// @param length characters, or bytes
    public static long ofLength(long length) {
        return Math.ceilDiv(length, CHARS_PER_TOKEN);
    }

    public long of(CharSequence text) {
        if (!tables.isDone() || tables.isCompletedExceptionally()) {
            return ofLength(text.length());
        }
        var encoding = tables.join();
        return text.length() <= PIECE * PIECES
                ? count(encoding, text)
                : extrapolated(encoding, text);
    }

    private static long count(Encoding encoding, CharSequence text) {
        long tokens = 0;
        for (int from = 0; from < text.length(); ) {
            int to = pieceEnd(text, from);
            tokens += encoding.countTokensOrdinary(text.subSequence(from, to).toString());
            from = to;
        }
        return tokens;
    }

    private static long extrapolated(Encoding encoding, CharSequence text) {
        long tokens = 0;
        long chars = 0;
        for (long i = 0; i < PIECES; i++) {
            int from = (int) (i * (text.length() - PIECE) / (PIECES - 1));
            int to = pieceEnd(text, from);
            tokens += encoding.countTokensOrdinary(text.subSequence(from, to).toString());
            chars += to - from;
        }
        return Math.round((double) tokens / chars * text.length());
    }

    /// Before a space near the end if there is one: a token begins with the space before it, so
    /// that cut costs nothing.
    private static int pieceEnd(CharSequence text, int from) {
        int limit = Math.min(from + PIECE, text.length());
        if (limit == text.length()) {
            return limit;
        }
        for (int i = limit; i > limit - PIECE / 4; i--) {
            if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
