package io.smoothllm.proxy.dialect.gemini;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A file that stays where it is, as `fileData` names it. What Gemini fetches by itself is listed
/// at <https://ai.google.dev/gemini-api/docs/file-input-methods>: its own files, Cloud Storage,
/// YouTube, and public HTTPS addresses of some media types. The type must be said and is only known
/// by the name's ending; an address that does not tell is not left to Gemini.
final class RemoteFile {
    private static final Pattern YOUTUBE =
            Pattern.compile(
                    "https?://(?:(?:www\\.|m\\.)?youtube\\.com/(?:watch\\?|shorts/|live/|embed/)"
                            + "|youtu\\.be/).+",
                    Pattern.CASE_INSENSITIVE);

    /// Files uploaded to the API know their own type.
    private static final Pattern UPLOADED =
            Pattern.compile(
                    "https://generativelanguage\\.googleapis\\.com/(?:[^/]+/)?files/.+",
                    Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    entry("bmp", "image/bmp"),
                    entry("jpg", "image/jpeg"),
                    entry("jpeg", "image/jpeg"),
                    entry("png", "image/png"),
                    entry("webp", "image/webp"),
                    entry("pdf", "application/pdf"),
                    entry("json", "application/json"),
                    entry("txt", "text/plain"),
                    entry("html", "text/html"),
                    entry("htm", "text/html"),
                    entry("css", "text/css"),
                    entry("xml", "text/xml"),
                    entry("csv", "text/csv"),
                    entry("rtf", "text/rtf"),
                    entry("js", "text/javascript"),
                    entry("mp4", "video/mp4"),
                    entry("mpeg", "video/mpeg"),
                    entry("mpg", "video/mpg"),
                    entry("mov", "video/quicktime"),
                    entry("avi", "video/avi"),
                    entry("flv", "video/x-flv"),
                    entry("webm", "video/webm"),
                    entry("wmv", "video/wmv"),
                    entry("3gp", "video/3gpp"));

    private RemoteFile() {}

    static boolean isFetchedByGemini(String url) {
        return YOUTUBE.matcher(url).matches()
                || UPLOADED.matcher(url).matches()
                || url.startsWith("gs://")
                || (url.regionMatches(true, 0, "https://", 0, 8) && byEnding(url) != null);
    }

    /// @return null when it cannot be told
    static String mediaType(String url) {
        return YOUTUBE.matcher(url).matches() ? "video/mp4" : byEnding(url);
    }

    private static String byEnding(String url) {
        var path = url.replaceFirst("[?#].*", "");
        var file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? null : TYPES.get(file.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
