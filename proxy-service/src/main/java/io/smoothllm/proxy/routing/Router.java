package io.smoothllm.proxy.routing;

import io.smoothllm.proxy.access.Caller;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/// Picks the candidates for a call, in the order in which they are to be tried.
///
/// A name is, in this order: a route's alias, a model that some provider lists, or
/// `provider-name/upstream-model`.
@ApplicationScoped
public class Router {
    /// More than any model has; the name stands in records, messages and headers.
    private static final int LONGEST_NAME = 512;

    private final CatalogView view;

    Router(CatalogView view) {
        this.view = view;
    }

    /// @return at least one candidate
    /// @throws ProblemException [Problem.InvalidRequest], [Problem.ModelNotFound] or
    ///     [Problem.ModelNotAllowed]
    public List<Candidate> plan(String model, Caller caller) {
        if (model.length() > LONGEST_NAME) {
            throw new ProblemException(
                    new Problem.InvalidRequest(
                            "model", "model is longer than " + LONGEST_NAME + " characters."));
        }
        var named = named(view.current(), model, caller);
        if (named.isEmpty()) {
            throw new ProblemException(new Problem.ModelNotFound(model));
        }
        var allowed = allowed(named, model, caller);
        if (allowed.isEmpty()) {
            throw new ProblemException(new Problem.ModelNotAllowed(model));
        }
        return allowed.size() == 1 ? allowed : ordered(allowed);
    }

    /// The names this caller can ask for, sorted.
    public List<String> models(Caller caller) {
        var catalog = view.current();
        var names = new TreeSet<String>();
        for (var name : catalog.modelNames()) {
            if (isUsable(catalog, name, caller)) {
                names.add(name);
            }
        }
        for (var alias : catalog.aliases()) {
            if (isUsable(catalog, alias, caller)) {
                names.add(alias);
            }
        }
        return List.copyOf(names);
    }

    /// Whether this caller can ask for that name.
    public boolean isUsable(String model, Caller caller) {
        return isUsable(view.current(), model, caller);
    }

    private static boolean isUsable(Catalog catalog, String model, Caller caller) {
        return !allowed(named(catalog, model, caller), model, caller).isEmpty();
    }

    private static List<Candidate> named(Catalog catalog, String model, Caller caller) {
        var route = catalog.route(model, caller.accountId());
        if (route != null) {
            return visible(catalog.candidates(route), caller);
        }
        var listed = visible(catalog.serving(model), caller);
        return listed.isEmpty() ? explicit(catalog, model, caller) : listed;
    }

    private static List<Candidate> visible(List<Candidate> candidates, Caller caller) {
        return candidates.stream()
                .filter(c -> c.provider().isVisibleTo(caller.accountId()))
                .toList();
    }

    /// `provider-name/upstream-model`; the caller's own provider hides a shared one of that name.
    private static List<Candidate> explicit(Catalog catalog, String name, Caller caller) {
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            return List.of();
        }
        return catalog.named(name.substring(0, slash)).stream()
                .filter(provider -> provider.isVisibleTo(caller.accountId()))
                .min(Comparator.comparing(provider -> provider.entry().ownerId() == null))
                .map(
                        provider ->
                                new Candidate(
                                        provider,
                                        Catalog.modelOf(provider, name.substring(slash + 1)),
                                        0,
                                        1))
                .map(List::of)
                .orElse(List.of());
    }

    /// A key that names models may ask for them by `provider-name/…` too.
    private static List<Candidate> allowed(List<Candidate> candidates, String name, Caller caller) {
        boolean byName = caller.mayUseModel(name);
        return candidates.stream()
                .filter(
                        c ->
                                byName
                                        || (name.indexOf('/') > 0
                                                && caller.mayUseModel(c.model().name())))
                .filter(c -> caller.mayUseProvider(c.provider().id()))
                .toList();
    }

    /// By priority; within one, at random by weight (Efraimidis and Spirakis, 2006).
    private static List<Candidate> ordered(List<Candidate> candidates) {
        record Drawn(Candidate candidate, double lot) {}
        var random = ThreadLocalRandom.current();
        var drawn = new ArrayList<Drawn>(candidates.size());
        for (var candidate : candidates) {
            drawn.add(new Drawn(candidate, Math.log(1 - random.nextDouble()) / candidate.weight()));
        }
        drawn.sort(
                Comparator.comparingInt((Drawn d) -> d.candidate().priority())
                        .thenComparing(Comparator.comparingDouble(Drawn::lot).reversed()));
        return drawn.stream().map(Drawn::candidate).toList();
    }
}
