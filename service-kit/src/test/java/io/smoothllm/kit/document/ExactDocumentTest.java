package io.smoothllm.kit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponse;
import static org.eclipse.microprofile.openapi.OASFactory.createAPIResponses;
import static org.eclipse.microprofile.openapi.OASFactory.createComponents;
import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createOpenAPI;
import static org.eclipse.microprofile.openapi.OASFactory.createOperation;
import static org.eclipse.microprofile.openapi.OASFactory.createPathItem;
import static org.eclipse.microprofile.openapi.OASFactory.createPaths;
import static org.eclipse.microprofile.openapi.OASFactory.createRequestBody;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.NULL;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.OBJECT;
import static org.eclipse.microprofile.openapi.models.media.Schema.SchemaType.STRING;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smoothllm.kit.page.Page;
import java.io.IOException;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.Index;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExactDocumentTest {
    record Sums(String cost, @Nullable String middle) {}

    record ThingView(
            String id,
            @Nullable String endsAt,
            @Nullable Sums limits,
            @JsonInclude(JsonInclude.Include.NON_NULL) String secret,
            @JsonUnwrapped Sums sums) {}

    private final Operation operation =
            createOperation()
                    .operationId("ThingsResource_make")
                    .requestBody(createRequestBody().content(json("ThingRequest")))
                    .responses(
                            createAPIResponses()
                                    .addAPIResponse("200", answer("PageThingView"))
                                    .addAPIResponse("201", answer("ThingView"))
                                    .addAPIResponse("403", createAPIResponse()));

    private final OpenAPI document =
            createOpenAPI()
                    .components(components())
                    .paths(createPaths().addPathItem("/things", createPathItem().POST(operation)));

    @Test
    void anAnswerHasAllItsMembersButThoseThatAreLeftOut() throws IOException {
        filter();

        assertThat(schema("ThingView").getRequired())
                .containsExactlyInAnyOrder("id", "endsAt", "limits", "cost", "middle");
    }

    @Test
    void onlyWhatTheRecordSaysMayBeNull() throws IOException {
        filter();

        var properties = schema("ThingView").getProperties();
        assertThat(properties.get("id").getType()).containsExactly(STRING);
        assertThat(properties.get("endsAt").getType()).containsExactly(STRING, NULL);
        assertThat(properties.get("middle").getType()).containsExactly(STRING, NULL);
        assertThat(properties.get("limits").getAnyOf())
                .extracting(Schema::getRef)
                .containsExactly("#/components/schemas/Sums", null);
        assertThat(schema("PageThingView").getProperties().get("next").getType()).contains(NULL);
    }

    @Test
    void whatNeedNotBeSentMayBeNull() throws IOException {
        filter();

        var request = schema("ThingRequest");
        assertThat(request.getRequired()).containsExactly("name");
        assertThat(request.getProperties().get("name").getType()).containsExactly(STRING);
        assertThat(request.getProperties().get("endsAt").getType()).containsExactly(STRING, NULL);
    }

    @Test
    void whateverIsRefusedIsAProblem() throws IOException {
        filter();

        var answers = operation.getResponses().getAPIResponses();
        assertThat(answers.get("403").getRef()).isEqualTo("#/components/responses/Problem");
        assertThat(answers.get("default").getRef()).isEqualTo("#/components/responses/Problem");
        assertThat(operation.getOperationId()).isEqualTo("thingsMake");
    }

    private void filter() throws IOException {
        new ExactDocument(Index.of(ThingView.class, Sums.class, Page.class))
                .filterOpenAPI(document);
    }

    private Schema schema(String name) {
        return document.getComponents().getSchemas().get(name);
    }

    private static Components components() {
        return createComponents()
                .addResponse("Problem", answer("ProblemBody"))
                .addSchema("ProblemBody", object("title"))
                .addSchema(
                        "ThingView",
                        object("id", "endsAt", "secret", "cost", "middle")
                                .addProperty("limits", to("Sums")))
                .addSchema("Sums", object("cost", "middle"))
                .addSchema("PageThingView", object("items", "next"))
                .addSchema("ThingRequest", object("name", "endsAt").addRequired("name"));
    }

    private static APIResponse answer(String schema) {
        return createAPIResponse().content(json(schema));
    }

    private static Schema object(String... members) {
        var schema = createSchema().addType(OBJECT);
        for (var member : members) {
            schema.addProperty(member, createSchema().addType(STRING));
        }
        return schema;
    }

    private static Schema to(String name) {
        return createSchema().ref(name);
    }

    private static Content json(String schema) {
        return createContent()
                .addMediaType("application/json", createMediaType().schema(to(schema)));
    }
}
