package io.smoothllm.kit.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.IndexView;

/// Makes the document say what holds for every service. Runs when a service is built.
///
/// What a caller sends: a member that is not required may also be null. What it gets: every member
/// is there, and null only where the record says so.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ExactDocument implements OASFilter {
    static final String PROBLEM = "Problem";

    private final AnswerMembers records;

    public ExactDocument(IndexView index) {
        this.records = new AnswerMembers(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        var sent = new Reach(schemas);
        var got = new Reach(schemas);
        document.getComponents()
                .getResponses()
                .values()
                .forEach(answer -> got.addContent(answer.getContent()));
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .values()
                                        .forEach(operation -> complete(operation, sent, got)));
        var exact = new HashMap<String, Schema>();
        for (var name : sent.names()) {
            exact.put(name, asSent(schemas.get(name)));
        }
        for (var name : got.names()) {
            asGot(name, exact.getOrDefault(name, schemas.get(name)), sent.names());
        }
    }

    private void complete(Operation operation, Reach sent, Reach got) {
        operation.setOperationId(operationId(operation.getOperationId()));
        if (operation.getRequestBody() != null) {
            sent.addContent(operation.getRequestBody().getContent());
        }
        var answers = operation.getResponses();
        sayProblems(answers);
        answers.getAPIResponses().values().forEach(answer -> got.addContent(answer.getContent()));
    }

    /// `KeysResource_rotate` is `keysRotate`.
    private static String operationId(String classAndMethod) {
        if (classAndMethod == null || classAndMethod.indexOf('_') < 0) {
            return classAndMethod;
        }
        int end = classAndMethod.indexOf('_');
        var feature = classAndMethod.substring(0, end).replaceFirst("Resource$", "");
        var method = classAndMethod.substring(end + 1);
        return Character.toLowerCase(feature.charAt(0))
                + feature.substring(1)
                + Character.toUpperCase(method.charAt(0))
                + method.substring(1);
    }

    private static void sayProblems(APIResponses answers) {
        for (var status : List.copyOf(answers.getAPIResponses().keySet())) {
            if (status.startsWith("4")) {
                answers.addAPIResponse(status, OASFactory.createAPIResponse().ref(PROBLEM));
            }
        }
        answers.addAPIResponse("default", OASFactory.createAPIResponse().ref(PROBLEM));
    }

    private static Schema asSent(Schema schema) {
        var required = schema.getRequired() == null ? List.<String>of() : schema.getRequired();
        properties(schema)
                .forEach(
                        (name, property) -> {
                            if (!required.contains(name)) {
                                schema.addProperty(name, Nullability.orNull(property));
                            }
                        });
        return schema;
    }

    private void asGot(String schemaName, Schema schema, Set<String> alsoSent) {
        var members = records.of(schemaName, properties(schema).keySet());
        properties(schema)
                .forEach(
                        (name, property) -> {
                            var presence = members.getOrDefault(name, Presence.ALWAYS);
                            if (presence == Presence.MAYBE_NULL) {
                                schema.addProperty(name, Nullability.orNull(property));
                            }
                            if (presence != Presence.MAYBE_ABSENT
                                    && !alsoSent.contains(schemaName)
                                    && !isRequired(schema, name)) {
                                schema.addRequired(name);
                            }
                        });
    }

    private static boolean isRequired(Schema schema, String name) {
        return schema.getRequired() != null && schema.getRequired().contains(name);
    }

    /// In the order of the document, so that the same sources give the same document.
    private static Map<String, Schema> properties(Schema schema) {
        return schema.getProperties() == null
                ? Map.of()
                : new LinkedHashMap<>(schema.getProperties());
    }
}
