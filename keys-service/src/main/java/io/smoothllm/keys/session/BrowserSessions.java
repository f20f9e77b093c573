package io.smoothllm.keys.session;

import io.smoothllm.keys.account.People;
import io.smoothllm.model.audit.FieldChange;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.NewCookie;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sessions for browsers whose person was proven by somebody else.
@ApplicationScoped
public class BrowserSessions {
    private final Sessions sessions;
    private final People people;
    private final RefreshCookie cookie;
    private final RefusedSignIns refusals;

    BrowserSessions(
            Sessions sessions, People people, RefreshCookie cookie, RefusedSignIns refusals) {
        this.sessions = sessions;
        this.people = people;
        this.cookie = cookie;
        this.refusals = refusals;
    }

    /// @param method by whom, for the audit log
    /// @return the cookie that holds the new session; empty when the account is disabled by now
    @Transactional
    public Optional<NewCookie> open(UUID account, String method, HttpServerRequest request) {
        return people.keepEnabled(account)
                .map(user -> sessions.open(user, List.of(by(method))))
                .map(issued -> cookie.holding(issued.refresh(), issued.until(), request));
    }

    /// @param why one of few words
    public void noteRefusal(String method, String why) {
        refusals.note(null, List.of(by(method), new FieldChange("reason", null, why)));
    }

    private static FieldChange by(String method) {
        return new FieldChange("method", null, method);
    }
}
