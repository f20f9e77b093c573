package io.smoothllm.keys.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.smoothllm.keys.account.VouchedPeople;
import io.smoothllm.keys.account.VouchedPeople.Vouched;
import io.smoothllm.keys.fixture.Someone;
import io.smoothllm.kit.access.Role;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who gets which account by the issuer's word. In tests it decides the roles: `llm-admins` are
/// admins, `developers` members, others viewers; and only people of example.org come in.
@QuarkusTest
class NewcomersTest {
    @Inject VouchedPeople people;

    private final String email = UUID.randomUUID() + "@example.org";
    private final String subject = UUID.randomUUID().toString();

    @Test
    void aNewcomerGetsTheRoleOfTheirHighestGroup() {
        var claims = claims("cooks", "developers", "llm-admins");
        claims.put("name", "Ada Lovelace");

        signIn(claims);

        assertThat(user().getString("role")).isEqualTo("ADMIN");
        assertThat(user().getString("name")).isEqualTo("Ada Lovelace");
        assertThat(log()).containsExactly("user.linked", "user.created");
    }

    @Test
    void aNewcomerOfNoGroupGetsTheDefaultRoleAndNoPassword() {
        signIn(claims());
        signIn(claims());

        assertThat(user().getString("role")).isEqualTo("VIEWER");
        assertThat(user().getString("name")).isNull();
        Someone.tryToSignIn(email, "any password there is").then().statusCode(401);
    }

    @Test
    void theRoleFollowsTheGroups() {
        signIn(claims("llm-admins"));

        signIn(claims("developers"));

        assertThat(user().getString("role")).isEqualTo("MEMBER");
        assertThat(log()).startsWith("user.changed");
    }

    @Test
    void onceLinkedAPersonIsKnownWhateverTheirEmailBecomes() {
        signIn(claims());
        var married = claims();
        married.put("email", "married-" + email);

        signIn(married);

        assertThat(usersLike("married-" + email)).isEmpty();
    }

    @Test
    void anEmailThatIsSomebodyElsesNowDoesNotOpenTheAccount() {
        signIn(claims());
        var successor = claims();
        successor.put("sub", "the successor " + subject);

        isRefused(Browser.signIn("", successor, ""), "no-account");
    }

    @Test
    void whoWasDeletedMayBeginAnew() {
        signIn(claims());
        Someone.admin().asks().delete("/api/v1/users/" + user().getString("id"));

        signIn(claims());

        assertThat(usersLike(email)).hasSize(1);
    }

    @Test
    void aDisabledAccountStaysOut() {
        var ada = Someone.with(Role.MEMBER);
        var disabled = Map.of("email", ada.email(), "role", "MEMBER", "enabled", false);
        Someone.admin().asks().body(disabled).put(ada.path()).then().statusCode(200);
        var claims = claims();
        claims.put("email", ada.email());

        isRefused(Browser.signIn("", claims, ""), "no-account");
    }

    @Test
    void anEmailThatIsNotVerifiedProvesNothing() {
        var ada = Someone.with(Role.ADMIN);
        var claims = claims("llm-admins");
        claims.put("email", ada.email());
        claims.put("email_verified", false);

        isRefused(Browser.signIn("", claims, ""), "email-not-verified");
        claims.remove("email_verified");
        isRefused(Browser.signIn("", claims, ""), "email-not-verified");
    }

    @Test
    void otherDomainsDoNotComeIn() {
        for (var foreign : List.of("ada@elsewhere.example", "ada@example.org.evil.example")) {
            var claims = claims();
            claims.put("email", foreign);
            isRefused(Browser.signIn("", claims, ""), "not-allowed");
        }
    }

    @Test
    void whatIsNoEmailOrNoSubjectGetsNoAccount() {
        for (var wrong : Map.of("email", "a b\0c@example.org", "sub", "s\0").entrySet()) {
            var claims = claims();
            claims.put(wrong.getKey(), wrong.getValue());
            isRefused(Browser.signIn("", claims, ""), "no-account");
        }
    }

    @Test
    void whereNobodyNewIsTakenOnlyKnownPeopleComeIn() {
        var ada = Someone.with(Role.MEMBER);

        assertThat(admit(email)).isEmpty();
        assertThat(admit(ada.email())).contains(ada.id());
        assertThat(usersLike(email)).isEmpty();
    }

    private Optional<UUID> admit(String address) {
        var person = new Vouched("https://issuer.example", "s-" + address, address, null);
        return people.admit(person, Optional.empty(), Optional.empty()).map(user -> user.id());
    }

    private static void signIn(Map<String, Object> claims) {
        assertThat(Browser.signIn("", claims, "").header("Location")).isEqualTo("/");
    }

    private static void isRefused(Response back, String problem) {
        assertThat(back.header("Location")).isEqualTo("/sign-in?problem=" + problem);
    }

    private Map<String, Object> claims(String... groups) {
        return new HashMap<>(
                Map.of(
                        "sub",
                        subject,
                        "email",
                        email,
                        "email_verified",
                        true,
                        "groups",
                        List.of(groups)));
    }

    private JsonPath user() {
        return Someone.admin()
                .asks()
                .get("/api/v1/users?q=" + email)
                .jsonPath()
                .setRootPath("items[0]");
    }

    private static List<Object> usersLike(String email) {
        return Someone.admin().asks().get("/api/v1/users?q=" + email).jsonPath().getList("items");
    }

    private List<String> log() {
        return Someone.admin()
                .asks()
                .get("/api/v1/audit?target=" + user().getString("id"))
                .path("items.action");
    }
}
