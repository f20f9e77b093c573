package io.smoothllm.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smoothllm.model.error.ProblemBody;
import io.smoothllm.model.error.ProblemBody.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What Quarkus, Jackson and bean validation throw, in our words.
public class FrameworkProblems {
    private static final Logger LOG = Logger.getLogger(FrameworkProblems.class);

    @ServerExceptionMapper
    public RestResponse<ProblemBody> invalid(ConstraintViolationException e) {
        return Problems.invalid(
                e.getConstraintViolations().stream()
                        .map(v -> new FieldError(fieldOf(v), v.getMessage()))
                        .sorted((a, b) -> a.field().compareTo(b.field()))
                        .toList());
    }

    /// The text of Jackson's exceptions may quote the body, so only the place is repeated.
    @ServerExceptionMapper(JsonProcessingException.class)
    public RestResponse<ProblemBody> malformed(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Problems.invalid(fieldOf(mapping), messageOf(mapping));
        }
        var where = e.getLocation();
        var detail =
                where == null
                        ? "The body is not valid JSON."
                        : "The body is not valid JSON at line %d, column %d."
                                .formatted(where.getLineNr(), where.getColumnNr());
        return Problems.reply(400, "malformed-json", "The body cannot be read.", detail);
    }

    /// Quarkus has a mapper for this very type, which only a mapper for the same outranks.
    @ServerExceptionMapper
    public RestResponse<ProblemBody> mismatched(MismatchedInputException e) {
        return malformed(e);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public RestResponse<ProblemBody> unauthenticated() {
        return Problems.unauthenticated();
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public RestResponse<ProblemBody> forbidden() {
        return Problems.forbidden();
    }

    /// Unknown paths and methods, wrong media types, unreadable parameters. A malformed body
    /// arrives here too, with Jackson's exception as the cause.
    @ServerExceptionMapper
    public RestResponse<ProblemBody> refused(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            LOG.error("A request failed", e);
        }
        var reason = Response.Status.fromStatusCode(status);
        var title = reason == null ? "Refused." : reason.getReasonPhrase() + ".";
        var detail =
                switch (status) {
                    case 400 -> "The request cannot be read.";
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This address does not take this method.";
                    case 406 -> "This address cannot answer in the media type asked for.";
                    case 413 -> "The body is too large.";
                    case 415 -> "This address takes application/json.";
                    default -> "The request was refused.";
                };
        return Problems.reply(status, "http-" + status, title, detail);
    }

    @ServerExceptionMapper
    public RestResponse<ProblemBody> failed(Throwable e) {
        LOG.error("A request failed", e);
        return Problems.reply(
                500, "internal-error", "Something went wrong.", "The failure was logged.");
    }

    private static String fieldOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(
                        p ->
                                p.getFieldName() == null
                                        ? "[" + p.getIndex() + "]"
                                        : "." + p.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /// A record's compact constructor says why it refuses; everything else is a wrong type.
    private static String messageOf(JsonMappingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException
                    && cause.getMessage() != null
                    && !(cause instanceof NumberFormatException)) {
                return cause.getMessage();
            }
        }
        return "has the wrong type or an unknown value";
    }

    /// Method and parameter names are ours, not the caller's: the path starts behind them. An
    /// element's index is said with its list already.
    private static String fieldOf(ConstraintViolation<?> violation) {
        var nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false).toList();
        boolean inParameter = nodes.size() > 2 && nodes.get(1).getKind() == ElementKind.PARAMETER;
        boolean bareParameter =
                nodes.size() == 2 && nodes.get(1).getKind() == ElementKind.PARAMETER;
        int skipped = inParameter ? 2 : bareParameter ? 1 : 0;
        return nodes.stream()
                .skip(skipped)
                .filter(node -> node.getKind() != ElementKind.CONTAINER_ELEMENT)
                .map(Path.Node::toString)
                .collect(Collectors.joining("."));
    }
}
