package io.smoothllm.kit.audit;

import io.smoothllm.model.audit.FieldChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a thing as the audit log words them. No secret is ever one of them.
public final class Facts {
    private final Map<String, String> texts = new LinkedHashMap<>();

    public static Facts none() {
        return new Facts();
    }

    /// Null and an empty list are no value.
    public Facts with(String field, @Nullable Object value) {
        var text =
                switch (value) {
                    case null -> "";
                    case Collection<?> items ->
                            items.stream().map(String::valueOf).collect(Collectors.joining(", "));
                    default -> value.toString();
                };
        if (!text.isEmpty()) {
            texts.put(field, text);
        }
        return this;
    }

    public List<FieldChange> changesTo(Facts after) {
        var fields = new LinkedHashSet<>(texts.keySet());
        fields.addAll(after.texts.keySet());
        var changes = new ArrayList<FieldChange>();
        for (var field : fields) {
            var from = texts.get(field);
            var to = after.texts.get(field);
            if (!Objects.equals(from, to)) {
                changes.add(new FieldChange(field, from, to));
            }
        }
        return changes;
    }
}
