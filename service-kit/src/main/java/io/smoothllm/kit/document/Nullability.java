package io.smoothllm.kit.document;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// How JSON Schema 2020-12 says "or null".
final class Nullability {
    private Nullability() {}

    static Schema orNull(Schema schema) {
        if (schema.getRef() != null || schema.getType() == null) {
            return isAnyOfWithNull(schema)
                    ? schema
                    : OASFactory.createSchema().addAnyOf(schema).addAnyOf(nothing());
        }
        if (!schema.getType().contains(SchemaType.NULL)) {
            schema.addType(SchemaType.NULL);
            if (schema.getEnumeration() != null) {
                schema.addEnumeration(null);
            }
        }
        return schema;
    }

    private static boolean isAnyOfWithNull(Schema schema) {
        return schema.getAnyOf() != null
                && schema.getAnyOf().stream()
                        .anyMatch(
                                one ->
                                        one.getType() != null
                                                && one.getType().contains(SchemaType.NULL));
    }

    private static Schema nothing() {
        return OASFactory.createSchema().addType(SchemaType.NULL);
    }
}
