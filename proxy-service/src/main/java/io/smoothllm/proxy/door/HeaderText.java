package io.smoothllm.proxy.door;

import java.util.List;
import java.util.regex.Pattern;

/// Names that clients and operators made up, fit for a header.
final class HeaderText {
    /// Characters.
    private static final int LONGEST_NAME = 256;

    /// Characters.
    private static final int LONGEST_LIST = 512;

    /// Whatever is no printable ASCII (RFC 9110, section 5.5).
    private static final Pattern UNFIT = Pattern.compile("[^ -~]");

    private static final Pattern SEPARATOR = Pattern.compile("[, ]");

    private HeaderText() {}

    static String of(String name) {
        var fit = UNFIT.matcher(name).replaceAll("_");
        return fit.length() <= LONGEST_NAME ? fit : fit.substring(0, LONGEST_NAME - 3) + "...";
    }

    /// `seed, logit_bias`; what does not fit is left out at the end.
    static String of(List<String> names) {
        var list = new StringBuilder();
        for (var name : names) {
            var fit = SEPARATOR.matcher(of(name)).replaceAll("_");
            if (list.length() + fit.length() > LONGEST_LIST) {
                return list.append(", ...").toString();
            }
            list.append(list.isEmpty() ? "" : ", ").append(fit);
        }
        return list.toString();
    }
}
