package io.smoothllm.keys.session;

import io.smoothllm.keys.account.UserView;
import java.time.Instant;

/// What a sign-in or a refresh gives out.
///
/// @param until when the session ends unless it is refreshed
record Issued(String accessToken, RefreshSecret refresh, Instant until, UserView user) {
    @Override
    public String toString() {
        return "Issued[" + user.id() + "]";
    }
}
