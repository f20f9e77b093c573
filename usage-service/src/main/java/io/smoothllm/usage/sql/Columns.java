package io.smoothllm.usage.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How rows of a table are made of objects, column by column. A batch of any size is then one
/// statement of the same text, with one array a column:
///
///     insert into t (<names>) select <values>
///
/// `unnest` stands in the select list because, in the from clause, it would write every array to a
/// temporary store first (6 µs a row of the ledger).
public final class Columns<T> {
    /// Between the elements of a list, for `unnest` flattens arrays of arrays.
    private static final String SEPARATOR = "\u001f";

    private record Column<T>(String name, String type, Function<? super T, ?> value) {}

    private final List<Column<T>> columns = new ArrayList<>();

    /// @param value a string; for "int8" a Long, for "int4" an Integer, for "text[]" a list; for
    ///     any other type something whose text PostgreSQL reads as that type. Or null.
    public Columns<T> add(String name, String type, Function<? super T, ?> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    public List<String> list() {
        return columns.stream().map(Column::name).toList();
    }

    public String names() {
        return String.join(", ", list());
    }

    public String values() {
        return columns.stream()
                .map(
                        column ->
                                column.type.equals("text[]")
                                        ? "string_to_array(unnest(?), E'\\x1f')"
                                        : "unnest(?)")
                .collect(Collectors.joining(", "));
    }

    public void bind(PreparedStatement statement, List<? extends T> rows) throws SQLException {
        var db = statement.getConnection();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var type = column.type.equals("text[]") ? "text" : column.type;
            statement.setArray(i + 1, db.createArrayOf(type, arrayOf(column, rows)));
        }
    }

    /// Arrays of these types travel in binary; those of strings are read as any type.
    private static <T> Object[] arrayOf(Column<T> column, List<? extends T> rows) {
        Object[] array =
                switch (column.type) {
                    case "int8" -> new Long[rows.size()];
                    case "int4" -> new Integer[rows.size()];
                    default -> new String[rows.size()];
                };
        for (int i = 0; i < array.length; i++) {
            var value = column.value.apply(rows.get(i));
            array[i] = array instanceof String[] ? text(value) : value;
        }
        return array;
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> null;
            case String text -> Text.storable(text);
            case List<?> list ->
                    Text.storable(
                            list.stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(SEPARATOR)));
            default -> value.toString();
        };
    }
}
