package io.smoothllm.proxy.dialect.bedrock;

import io.smoothllm.model.catalog.CatalogModel;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whose model it is. Converse is one API, but what goes into `additionalModelRequestFields`, and
/// some blocks, only certain makers take.
enum ModelFamily {
    CLAUDE,
    NOVA,
    OTHER;

    private static final Pattern NOVA_NAME = Pattern.compile("(^|[^a-z])nova([^a-z]|$)");

    /// By the model id (`us.anthropic.claude-…`). The ARN of an application inference profile tells
    /// nothing, so the name that clients use counts too.
    static ModelFamily of(CatalogModel model) {
        var names = (model.upstreamName() + " " + model.name()).toLowerCase(Locale.ROOT);
        if (names.contains("claude") || names.contains("anthropic.")) {
            return CLAUDE;
        }
        return NOVA_NAME.matcher(names).find() ? NOVA : OTHER;
    }

    /// Cache points are an error elsewhere.
    boolean cachesPrompts() {
        return this != OTHER;
    }

    /// Per the type's documentation of `ToolResultBlock.status`.
    boolean takesToolStatus() {
        return this != OTHER;
    }
}
