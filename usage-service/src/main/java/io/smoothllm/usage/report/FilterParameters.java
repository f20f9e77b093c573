package io.smoothllm.usage.report;

import io.smoothllm.model.usage.CallStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// The filters that all reports take, as they stand in the address.
class FilterParameters {
    @RestQuery
    @Parameter(
            description =
                    "RFC 3339, inclusive; 30 days before `to` if absent. Sums begin with the"
                            + " quarter hour that holds it.")
    String from;

    @RestQuery
    @Parameter(
            description =
                    "RFC 3339, exclusive; now if absent. Sums end with the quarter hour that holds"
                            + " it.")
    String to;

    @RestQuery String keyId;
    @RestQuery String providerId;

    @RestQuery
    @Parameter(description = "As the client named it.")
    String model;

    @RestQuery
    @Parameter(description = "Whose usage; admins only, unless it is the caller's own.")
    String userId;

    @RestQuery String tag;

    @RestQuery
    @Parameter(schema = @Schema(implementation = CallStatus.class))
    String status;
}
