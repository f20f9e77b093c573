package io.smoothllm.proxy.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothllm.proxy.dialect.Part;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes the images and documents of one request (types `ImageBlock`, `DocumentBlock`), as bytes
/// in base64. A document needs a name that no other one has.
final class MediaWriter {
    private static final Map<String, String> IMAGES =
            Map.of(
                    "image/png", "png",
                    "image/jpeg", "jpeg",
                    "image/jpg", "jpeg", // a common slip
                    "image/gif", "gif",
                    "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS =
            Map.of(
                    "application/pdf",
                    "pdf",
                    "text/csv",
                    "csv",
                    "application/msword",
                    "doc",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "docx",
                    "application/vnd.ms-excel",
                    "xls",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "xlsx",
                    "text/html",
                    "html",
                    "text/plain",
                    "txt",
                    "text/markdown",
                    "md");

    private static final int LONGEST_NAME = 200;

    private final Set<String> names = new HashSet<>();

    void image(Part.Media media, ObjectNode block) {
        var inline = inline(media);
        var format = IMAGES.get(inline.mediaType());
        if (format == null) {
            throw unsupported("This model takes PNG, JPEG, GIF and WebP images only.");
        }
        var image = block.putObject("image").put("format", format);
        image.putObject("source").put("bytes", inline.base64());
    }

    void document(Part.Media media, String filename, ObjectNode block) {
        var inline = inline(media);
        var format = format(inline.mediaType(), filename);
        if (format == null) {
            throw unsupported(
                    "This model takes files of these kinds only:"
                            + " pdf, csv, doc, docx, xls, xlsx, html, txt and md.");
        }
        var document = block.putObject("document").put("format", format);
        document.put("name", name(filename));
        document.putObject("source").put("bytes", inline.base64());
    }

    /// By the media type; where that tells nothing, by the file's name.
    private static String format(String mediaType, String filename) {
        var known = DOCUMENTS.get(mediaType);
        if (known != null || filename == null) {
            return known;
        }
        var ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean tellsNothing = mediaType.isEmpty() || mediaType.equals("application/octet-stream");
        return tellsNothing && DOCUMENTS.containsValue(ending) ? ending : null;
    }

    /// Letters, digits, single blanks, hyphens, parentheses and square brackets. The first of a
    /// name keeps it, so that a conversation that grows keeps its beginning, and its cache.
    private String name(String filename) {
        var tame =
                filename == null
                        ? ""
                        : filename.replaceAll("[^a-zA-Z0-9\\-()\\[\\]]+", " ").strip();
        var base = tame.isEmpty() ? "document" : tame;
        base = base.substring(0, Math.min(LONGEST_NAME - 4, base.length())).strip();
        var name = base;
        for (int i = 2; !names.add(name); i++) {
            name = base + " " + i;
        }
        return name;
    }

    private static Part.Media.Inline inline(Part.Media media) {
        return switch (media) {
            case Part.Media.Inline inline -> inline;
            case Part.Media.Remote _ ->
                    throw unsupported("This model takes images and documents as data only.");
        };
    }

    private static ProblemException unsupported(String message) {
        return new ProblemException(new Problem.Unsupported("messages", message));
    }
}
