package io.smoothllm.kit.document;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// The named schemas that a body holds, directly or through others.
final class Reach {
    private static final String MARK = "#/components/schemas/";

    private final Map<String, Schema> all;
    private final Set<String> names = new LinkedHashSet<>();

    Reach(Map<String, Schema> all) {
        this.all = all;
    }

    Set<String> names() {
        return names;
    }

    void addContent(Content content) {
        if (content != null) {
            content.getMediaTypes().values().forEach(type -> add(type.getSchema()));
        }
    }

    private void add(Schema schema) {
        if (schema == null) {
            return;
        }
        var ref = schema.getRef();
        if (ref != null && ref.startsWith(MARK)) {
            var name = ref.substring(MARK.length());
            if (names.add(name)) {
                add(all.get(name));
            }
        }
        add(schema.getItems());
        add(schema.getAdditionalPropertiesSchema());
        addAll(schema.getProperties() == null ? null : schema.getProperties().values());
        addAll(schema.getAllOf());
        addAll(schema.getAnyOf());
        addAll(schema.getOneOf());
    }

    private void addAll(Collection<Schema> schemas) {
        if (schemas != null) {
            schemas.forEach(this::add);
        }
    }
}
