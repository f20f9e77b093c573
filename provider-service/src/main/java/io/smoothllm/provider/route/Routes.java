package io.smoothllm.provider.route;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.kit.outbox.RowChanged;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.catalog.CatalogRoute.Candidate;
import io.smoothllm.model.error.ProblemBody.FieldError;
import io.smoothllm.provider.audit.AuditTrail;
import io.smoothllm.provider.ownership.Owner;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.provider.Providers;
import io.smoothllm.provider.provider.UsableProvider;
import io.smoothllm.provider.route.RouteRequest.CandidateRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rules of routes: who sees and changes them, and what they may build on.
@ApplicationScoped
class Routes {
    private final RouteRows rows;
    private final Providers providers;
    private final Event<RowChanged> changed;
    private final AuditTrail trail;

    Routes(RouteRows rows, Providers providers, Event<RowChanged> changed, AuditTrail trail) {
        this.rows = rows;
        this.providers = providers;
        this.changed = changed;
        this.trail = trail;
    }

    @Transactional
    Page<RouteView> list(Caller caller, String text, UUID after, int limit) {
        return Page.of(
                rows.findVisible(caller, text, after, limit),
                limit,
                RouteView::of,
                row -> row.id.toString());
    }

    @Transactional
    RouteView read(Caller caller, UUID id) {
        return rows.findAlive(id)
                .filter(row -> row.owner().shows(caller))
                .map(RouteView::of)
                .orElseThrow(Routes::notFound);
    }

    @Transactional
    RouteView create(Caller caller, RouteRequest request) {
        var row = new RouteRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.ownerId = Owner.ofNew(caller).account();
        row.createdAt = now();
        write(row, request);
        rows.persist(row);
        trail.done("route.created", row.asTarget(), Facts.none().changesTo(row.facts()));
        return RouteView.of(row);
    }

    @Transactional
    RouteView replace(Caller caller, UUID id, RouteRequest request) {
        var row = lockChangeable(caller, id);
        if (request.version() != null && request.version() != row.version) {
            throw new ProblemException(new Problem.Stale(row.version));
        }
        var before = row.facts();
        write(row, request);
        trail.done("route.changed", row.asTarget(), before.changesTo(row.facts()));
        return RouteView.of(row);
    }

    /// The row stays until the proxies have been told.
    @Transactional
    void delete(Caller caller, UUID id) {
        var row = lockChangeable(caller, id);
        row.deleted = true;
        touch(row);
        trail.done("route.deleted", row.asTarget(), List.of());
    }

    private RouteRow lockChangeable(Caller caller, UUID id) {
        var row = rows.lockAlive(id).orElseThrow(Routes::notFound);
        if (row.owner().letsChange(caller)) {
            return row;
        }
        throw row.owner().shows(caller) ? new ProblemException(new Problem.NotYours()) : notFound();
    }

    private void write(RouteRow row, RouteRequest request) {
        row.candidates = candidates(row.owner(), request.candidates());
        if (rows.isTaken(request.alias(), row.owner(), row.id)) {
            throw new ProblemException(new Problem.NameTaken("alias"));
        }
        row.alias = request.alias();
        row.enabled = request.enabled() == null || request.enabled();
        touch(row);
    }

    private void touch(RouteRow row) {
        row.version++;
        row.updatedAt = now();
        changed.fire(new RowChanged());
    }

    private List<Candidate> candidates(Owner owner, List<CandidateRequest> requested) {
        var ids =
                requested.stream()
                        .map(CandidateRequest::providerId)
                        .collect(Collectors.toCollection(TreeSet::new));
        var usable =
                providers.lockUsable(owner, ids).stream()
                        .collect(Collectors.toMap(UsableProvider::id, Function.identity()));
        var errors = new ArrayList<FieldError>();
        var seen = new HashSet<List<Object>>();
        for (int i = 0; i < requested.size(); i++) {
            var candidate = requested.get(i);
            var at = "candidates[" + i + "]";
            var provider = usable.get(candidate.providerId());
            if (provider == null) {
                errors.add(new FieldError(at + ".providerId", "is no provider this can use"));
            } else if (!provider.serves().test(candidate.model())) {
                errors.add(new FieldError(at + ".model", "is no model of that provider"));
            } else if (!seen.add(List.of(candidate.providerId(), candidate.model()))) {
                errors.add(new FieldError(at, "is there twice"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(new Problem.Invalid(errors));
        }
        return requested.stream().map(CandidateRequest::toCandidate).toList();
    }

    private static ProblemException notFound() {
        return new ProblemException(new Problem.NotFound("route"));
    }

    /// As precise as it is shown.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
