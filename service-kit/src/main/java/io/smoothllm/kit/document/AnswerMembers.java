package io.smoothllm.kit.document;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/// What our records say of the members of an answer: `@Nullable` ones may be null, those with
/// `@JsonInclude(NON_NULL)` or `NON_EMPTY` may be missing.
final class AnswerMembers {
    private static final DotName NULLABLE =
            DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName INCLUDE =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName UNWRAPPED =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonUnwrapped");
    private static final Set<String> LEAVES_OUT = Set.of("NON_NULL", "NON_EMPTY", "NON_ABSENT");
    private static final String OURS = "io.smoothllm.";

    private final IndexView index;
    private final Map<String, List<ClassInfo>> bySimpleName = new HashMap<>();

    AnswerMembers(IndexView index) {
        this.index = index;
        for (var type : index.getKnownClasses()) {
            if (type.isRecord() && type.name().toString().startsWith(OURS)) {
                bySimpleName
                        .computeIfAbsent(type.simpleName(), name -> new ArrayList<>())
                        .add(type);
            }
        }
    }

    /// @param properties of the schema, which tell records of one name apart
    Map<String, Presence> of(String schema, Set<String> properties) {
        return bySimpleName.getOrDefault(schema, generic(schema)).stream()
                .map(this::members)
                .filter(members -> members.keySet().equals(properties))
                .findFirst()
                .orElse(Map.of());
    }

    /// `PageKeyView` is a `Page` of them.
    private List<ClassInfo> generic(String schema) {
        return bySimpleName.entrySet().stream()
                .filter(entry -> schema.startsWith(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(type -> !type.typeParameters().isEmpty())
                .toList();
    }

    private Map<String, Presence> members(ClassInfo type) {
        var members = new HashMap<String, Presence>();
        for (var field : type.fields()) {
            if (field.isSynthetic() || Modifier.isStatic(field.flags())) {
                continue;
            }
            if (field.hasDeclaredAnnotation(UNWRAPPED)) {
                members.putAll(members(index.getClassByName(field.type().name())));
            } else {
                members.put(field.name(), presence(field, type));
            }
        }
        return members;
    }

    private static Presence presence(FieldInfo field, ClassInfo type) {
        if (leavesOut(field.declaredAnnotation(INCLUDE))
                || leavesOut(type.declaredAnnotation(INCLUDE)) && mayBeNothing(field)) {
            return Presence.MAYBE_ABSENT;
        }
        return mayBeNothing(field) ? Presence.MAYBE_NULL : Presence.ALWAYS;
    }

    private static boolean mayBeNothing(FieldInfo field) {
        return field.type().hasAnnotation(NULLABLE);
    }

    private static boolean leavesOut(AnnotationInstance include) {
        return include != null
                && include.value() != null
                && LEAVES_OUT.contains(include.value().asEnum());
    }
}
