package io.smoothllm.provider.provider;

import com.github.f4b6a3.uuid.UuidCreator;
import io.smoothllm.kit.access.Caller;
import io.smoothllm.kit.audit.Facts;
import io.smoothllm.kit.outbox.RowChanged;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.audit.FieldChange;
import io.smoothllm.model.catalog.CatalogModel;
import io.smoothllm.provider.audit.AuditTrail;
import io.smoothllm.provider.ownership.Owner;
import io.smoothllm.provider.problem.Problem;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.provider.ProviderUse.Use;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/// The rules of providers: who sees and changes them, what their names may be, where their keys
/// may go.
@ApplicationScoped
public class Providers {
    private final ProviderRows rows;
    private final Sealer sealer;
    private final ModelPricing pricing;
    private final ProviderUse use;
    private final Event<RowChanged> changed;
    private final AuditTrail trail;

    Providers(
            ProviderRows rows,
            Sealer sealer,
            ModelPricing pricing,
            ProviderUse use,
            Event<RowChanged> changed,
            AuditTrail trail) {
        this.rows = rows;
        this.sealer = sealer;
        this.pricing = pricing;
        this.use = use;
        this.changed = changed;
        this.trail = trail;
    }

    @Transactional
    Page<ProviderView> list(Caller caller, ProviderFilter filter) {
        return Page.of(
                rows.findVisible(caller, filter),
                filter.limit(),
                ProviderView::of,
                row -> row.id.toString());
    }

    @Transactional
    ProviderView read(Caller caller, UUID id) {
        return ProviderView.of(visible(caller, id));
    }

    @Transactional
    ProviderView create(Caller caller, ProviderDraft draft) {
        var row = new ProviderRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.ownerId = Owner.ofNew(caller).account();
        row.createdAt = now();
        if (draft.apiKey() != null) {
            sealer.put(row, draft.apiKey());
        }
        write(row, draft);
        rows.persist(row);
        tell("provider.created", row, Facts.none(), draft);
        return ProviderView.of(row);
    }

    @Transactional
    ProviderView replace(Caller caller, UUID id, ProviderDraft draft) {
        var row = lockChangeable(caller, id);
        if (draft.version() != null && draft.version() != row.version) {
            throw new ProblemException(new Problem.Stale(row.version));
        }
        refuseIfUsed(caller, id, "model", use -> !draft.settings().serves(use.model()));
        var before = ProviderFacts.of(row);
        replaceKey(row, draft);
        write(row, draft);
        tell("provider.changed", row, before, draft);
        return ProviderView.of(row);
    }

    /// The row stays until the proxies have been told; its key goes at once.
    @Transactional
    void delete(Caller caller, UUID id) {
        var row = lockChangeable(caller, id);
        refuseIfUsed(caller, id, "provider", _ -> true);
        row.deleted = true;
        row.credential = null;
        row.apiKeyHint = null;
        touch(row);
        trail.done("provider.deleted", ProviderFacts.target(row), List.of());
    }

    private void tell(String action, ProviderRow row, Facts before, ProviderDraft draft) {
        var changes = new ArrayList<>(before.changesTo(ProviderFacts.of(row)));
        if (draft.apiKey() != null) {
            changes.add(
                    new FieldChange(
                            "apiKey", null, row.credential == null ? "removed" : "replaced"));
        }
        trail.done(action, ProviderFacts.target(row), changes);
    }

    /// Whatever presets and default prices say by now. Locked one by one: another instance may be
    /// at it, too.
    ///
    /// @return how many changed
    @Transactional
    int followRelease() {
        var behind = rows.findAllAlive().stream().filter(this::isBehindItsRelease);
        int followed = 0;
        for (var id : behind.map(row -> row.id).sorted().toList()) {
            var row = rows.lockAlive(id).filter(this::isBehindItsRelease);
            row.ifPresent(this::follow);
            followed += row.isPresent() ? 1 : 0;
        }
        return followed;
    }

    private void follow(ProviderRow row) {
        var before = ProviderFacts.of(row);
        row.settings = following(row);
        touch(row);
        trail.done(
                "provider.changed",
                ProviderFacts.target(row),
                before.changesTo(ProviderFacts.of(row)));
    }

    private boolean isBehindItsRelease(ProviderRow row) {
        return !row.settings.equals(following(row));
    }

    private ProviderSettings following(ProviderRow row) {
        return pricing.following(row, row.settings.followingPreset());
    }

    /// A saved provider as it is called.
    @Transactional
    public Upstream upstream(Caller caller, UUID id) {
        return upstreamOf(visible(caller, id));
    }

    /// The same, for someone who wants to call it in a way of their own.
    @Transactional
    public Upstream changeableUpstream(Caller caller, UUID id) {
        return upstreamOf(requireChangeable(caller, visible(caller, id)));
    }

    /// What a route may build on; locked against deletion until the transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UsableProvider> lockUsable(Owner owner, Collection<UUID> ids) {
        return rows.shareAlive(ids).stream()
                .filter(row -> owner.mayUseThatOf(row.owner()))
                .map(row -> new UsableProvider(row.id, row.settings::serves))
                .toList();
    }

    private Upstream upstreamOf(ProviderRow row) {
        return new Upstream(
                row.dialect,
                row.baseUrl(),
                sealer.take(row),
                row.settings.headers(),
                row.settings.models().stream().map(CatalogModel::upstreamName).toList());
    }

    private ProviderRow visible(Caller caller, UUID id) {
        return rows.findAlive(id)
                .filter(row -> row.owner().shows(caller))
                .orElseThrow(Providers::notFound);
    }

    private ProviderRow lockChangeable(Caller caller, UUID id) {
        return requireChangeable(caller, rows.lockAlive(id).orElseThrow(Providers::notFound));
    }

    private static ProviderRow requireChangeable(Caller caller, ProviderRow row) {
        if (row.owner().letsChange(caller)) {
            return row;
        }
        throw row.owner().shows(caller) ? new ProblemException(new Problem.NotYours()) : notFound();
    }

    /// A kept key is sealed anew, so that it moves to the keyset's primary key. It does not follow
    /// its provider to another origin: whoever may edit the provider could read it there.
    private void replaceKey(ProviderRow row, ProviderDraft draft) {
        if (draft.apiKey() != null) {
            sealer.put(row, draft.apiKey());
        } else if (row.credential != null) {
            if (!draft.baseUrl().origin().equals(row.baseUrl().origin())) {
                throw ProblemException.invalid(
                        "apiKey", "is needed again: the stored one is bound to the old host");
            }
            sealer.put(row, sealer.take(row));
        }
    }

    private void write(ProviderRow row, ProviderDraft draft) {
        if (rows.isTaken(draft.name(), row.owner(), row.id)) {
            throw new ProblemException(new Problem.NameTaken("name"));
        }
        row.name = draft.name();
        row.dialect = draft.dialect();
        row.baseUrl = draft.baseUrl().uri().toString();
        row.enabled = draft.enabled();
        row.priority = draft.priority();
        row.weight = draft.weight();
        var before = row.settings == null ? List.<CatalogModel>of() : row.settings.models();
        row.settings = pricing.priced(row, draft.settings(), before);
        touch(row);
    }

    private void touch(ProviderRow row) {
        row.version++;
        row.updatedAt = now();
        changed.fire(new RowChanged());
    }

    private void refuseIfUsed(Caller caller, UUID id, String what, Predicate<Use> matters) {
        var uses = use.usesOf(id).stream().filter(matters).toList();
        if (uses.isEmpty()) {
            return;
        }
        var seen =
                uses.stream()
                        .filter(found -> found.owner().shows(caller))
                        .map(Use::alias)
                        .distinct()
                        .sorted()
                        .toList();
        int unseen = (int) uses.stream().filter(found -> !found.owner().shows(caller)).count();
        throw new ProblemException(new Problem.UsedByRoutes(what, seen, unseen));
    }

    private static ProblemException notFound() {
        return new ProblemException(new Problem.NotFound("provider"));
    }

    /// As precise as it is shown.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
