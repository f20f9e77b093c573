package io.smoothllm.testing.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.testing.quarkus.IdentityResource;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

class PersonTest {
    private static JwtConsumer service() {
        var url = new IdentityResource().start().get("smoothllm.jwks-url");
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new HttpsJwksVerificationKeyResolver(new HttpsJwks(url)))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setExpectedIssuer("smoothllm")
                .setRequireExpirationTime()
                .build();
    }

    @Test
    void tokenSaysWhoItIs() throws Exception {
        var person = Person.member();

        var claims = service().processToClaims(person.token());

        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getStringClaimValue("upn")).isEqualTo(person.email());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("MEMBER");
    }

    @Test
    void expiredForgedAndForeignTokensAreRefused() {
        var person = Person.admin();

        for (var token :
                new String[] {person.expiredToken(), person.forgedToken(), person.foreignToken()}) {
            assertThatThrownBy(() -> service().processToClaims(token))
                    .isInstanceOf(InvalidJwtException.class);
        }
    }
}
