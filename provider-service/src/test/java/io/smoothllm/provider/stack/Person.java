package io.smoothllm.provider.stack;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smoothllm.kit.access.Role;
import java.time.Duration;
import java.util.UUID;

/// Someone with an account of their own.
public record Person(UUID id, Role role) {
    public static Person anAdmin() {
        return new Person(UUID.randomUUID(), Role.ADMIN);
    }

    public static Person aMember() {
        return new Person(UUID.randomUUID(), Role.MEMBER);
    }

    public static Person aViewer() {
        return new Person(UUID.randomUUID(), Role.VIEWER);
    }

    public String token() {
        return token("smoothllm", Duration.ofMinutes(15));
    }

    public String token(String issuer, Duration validity) {
        return Jwt.claims()
                .issuer(issuer)
                .subject(id.toString())
                .upn(id + "@example.org")
                .groups(role.name())
                .expiresIn(validity)
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId("test")
                .sign(SigningKey.privateKey());
    }

    /// A request of this person that carries JSON.
    public RequestSpecification asks() {
        return given().auth().oauth2(token()).contentType(ContentType.JSON);
    }
}
