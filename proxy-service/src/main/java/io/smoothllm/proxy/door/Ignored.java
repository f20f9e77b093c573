package io.smoothllm.proxy.door;

import java.util.List;
import java.util.regex.Pattern;

/// Names of a client's fields, fit for a header.
final class Ignored {
    /// Characters.
    private static final int LONGEST = 512;

    /// Some names are the client's own words.
    private static final Pattern UNFIT = Pattern.compile("[^\\w.\\[\\]-]");

    private Ignored() {}

    /// `seed, logit_bias`; what does not fit is left out at the end.
    static String header(List<String> names) {
        var header = new StringBuilder();
        for (var name : names) {
            var fit = UNFIT.matcher(name).replaceAll("_");
            if (header.length() + fit.length() > LONGEST) {
                return header.append(header.isEmpty() ? "..." : ", ...").toString();
            }
            header.append(header.isEmpty() ? "" : ", ").append(fit);
        }
        return header.toString();
    }
}
