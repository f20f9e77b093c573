package io.smoothllm.keys.audit;

import io.smoothllm.keys.paging.PageQuery;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Which entries a list shows; each null = any.
///
/// @param from inclusive
/// @param to exclusive
record AuditFilter(
        PageQuery page,
        UUID actor,
        String action,
        String target,
        OffsetDateTime from,
        OffsetDateTime to) {
    /// A condition with its parameters in order.
    record Where(String text, List<Object> parameters) {}

    Where where() {
        var conditions = new ArrayList<>(List.of("id < ?"));
        var parameters = new ArrayList<Object>(List.of(page.before()));
        add("actor_id = ?", actor, conditions, parameters);
        add("action = ?", action, conditions, parameters);
        add("target_id = ?", target, conditions, parameters);
        add("at >= ?", from, conditions, parameters);
        add("at < ?", to, conditions, parameters);
        if (page.isSearch()) {
            conditions.add(
                    """
                    lower(concat_ws(' ', actor_name, action, target_name, address))
                        like ? escape '!'
                    """);
            parameters.add(page.containing());
        }
        return new Where(String.join(" and ", conditions), parameters);
    }

    private static void add(
            String condition, Object value, List<String> conditions, List<Object> parameters) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
    }
}
