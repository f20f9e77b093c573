/// The OpenAPI document, as exact as the code: clients' types are generated from it.
///
/// [ExactDocument] adds what the scanner cannot know: that an answer always has all its members,
/// which of them may be null (those that are `@Nullable`, [AnswerMembers]), and that everything
/// refused is a problem of RFC 9457.
@OpenAPIDefinition(
        info = @Info(title = "", version = ""), // Each service's configuration has its own.
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = ExactDocument.PROBLEM,
                                        description = "Refused; its `detail` says why",
                                        content =
                                                @Content(
                                                        mediaType = ProblemBody.MEDIA_TYPE,
                                                        schema =
                                                                @Schema(
                                                                        implementation =
                                                                                ProblemBody
                                                                                        .class)))))
package io.smoothllm.kit.document;

import io.smoothllm.model.error.ProblemBody;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
