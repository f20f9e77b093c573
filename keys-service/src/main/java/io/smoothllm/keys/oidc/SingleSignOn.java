package io.smoothllm.keys.oidc;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smoothllm.keys.account.VouchedPeople;
import io.smoothllm.keys.account.VouchedPeople.Vouched;
import io.smoothllm.keys.session.BrowserSessions;
import io.smoothllm.kit.access.Role;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Who gets in: a person with an enabled account, and one without any if the settings give them
/// one.
@ApplicationScoped
class SingleSignOn {
    private static final Logger LOG = Logger.getLogger(SingleSignOn.class);

    private final OidcConfig config;
    private final RoleRules rules;
    private final Issuer issuer;
    private final VouchedPeople people;
    private final BrowserSessions sessions;
    private final MeterRegistry metrics;

    SingleSignOn(
            OidcConfig config,
            Issuer issuer,
            VouchedPeople people,
            BrowserSessions sessions,
            MeterRegistry metrics) {
        this.config = config;
        this.rules = RoleRules.of(config);
        this.issuer = issuer;
        this.people = people;
        this.sessions = sessions;
        this.metrics = metrics;
    }

    /// Half a configuration would fail at the first sign-in only.
    void check(@Observes StartupEvent event) {
        if (isThere()) {
            require(
                    IssuerHttp.address(config.issuer().orElseThrow()).isPresent(),
                    "issuer is no address");
            require(config.clientId().isPresent(), "client-id is needed with the issuer");
            require(
                    config.roleClaim().isPresent() == config.roles().isPresent(),
                    "role-claim and roles are needed together");
            require(
                    !config.createAccounts()
                            || config.roles().isPresent()
                            || config.defaultRole().isPresent(),
                    "create-accounts needs roles or default-role");
        }
    }

    boolean isThere() {
        return config.issuer().isPresent();
    }

    /// @return the new session
    NewCookie admit(String code, Attempt attempt, URI redirectUri, HttpServerRequest request)
            throws RefusedException {
        var claims = issuer.redeem(code, attempt, redirectUri);
        var user =
                people.admit(vouched(claims), decidedRole(claims), newcomersRole(claims))
                        .orElseThrow(() -> new RefusedException(Refusal.NO_ACCOUNT));
        var session =
                sessions.open(user.id(), config.name(), request)
                        .orElseThrow(() -> new RefusedException(Refusal.NO_ACCOUNT));
        count("success");
        return session;
    }

    void note(RefusedException e) {
        if (e.refusal() == Refusal.ISSUER_FAILED) {
            LOG.warnf("Nobody could be signed in by the identity provider: %s", e.getMessage());
        }
        count("refused");
        sessions.noteRefusal(config.name(), e.refusal().code());
    }

    private Vouched vouched(Claims claims) throws RefusedException {
        if (claims.email() == null) {
            throw new RefusedException(Refusal.EMAIL_NOT_VERIFIED);
        }
        var vouched =
                new Vouched(
                        config.issuer().orElseThrow(),
                        claims.subject(),
                        claims.email(),
                        claims.name());
        if (config.allowedDomains().isPresent()
                && config.allowedDomains().get().stream().noneMatch(vouched::isOfDomain)) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
        return vouched;
    }

    /// @return empty = it is decided here
    private Optional<Role> decidedRole(Claims claims) throws RefusedException {
        if (config.roleClaim().isEmpty()) {
            return Optional.empty();
        }
        var role = rules.roleOf(claims);
        if (role.isEmpty()) {
            throw new RefusedException(Refusal.NOT_ALLOWED);
        }
        return role;
    }

    /// @return empty = nobody gets an account
    private Optional<Role> newcomersRole(Claims claims) {
        return config.createAccounts() ? rules.roleOf(claims) : Optional.empty();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new ConfigurationException("smoothllm.oidc." + what);
        }
    }

    private void count(String outcome) {
        metrics.counter("smoothllm.sign.ins", "kind", "oidc", "outcome", outcome).increment();
    }
}
