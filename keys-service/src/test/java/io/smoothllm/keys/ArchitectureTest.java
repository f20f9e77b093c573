package io.smoothllm.keys;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;

@AnalyzeClasses(
        packages = "io.smoothllm.keys",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresDoNotDependInCircles =
            slices().matching("io.smoothllm.keys.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresKnowOnlyWhatTheyShould =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("internal")
                    .definedBy("..keys.internal..")
                    .layer("key")
                    .definedBy("..keys.key..")
                    .layer("session")
                    .definedBy("..keys.session..")
                    .layer("token")
                    .definedBy("..keys.token..")
                    .layer("account")
                    .definedBy("..keys.account..")
                    .layer("password")
                    .definedBy("..keys.password..")
                    .layer("audit")
                    .definedBy("..keys.audit..")
                    .whereLayer("internal")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("key")
                    .mayOnlyBeAccessedByLayers("internal")
                    .layer("oidc")
                    .definedBy("..keys.oidc..")
                    .whereLayer("oidc")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("session")
                    .mayOnlyBeAccessedByLayers("oidc")
                    .whereLayer("token")
                    .mayOnlyBeAccessedByLayers("session")
                    .whereLayer("account")
                    .mayOnlyBeAccessedByLayers("session", "token", "key", "oidc")
                    .whereLayer("password")
                    .mayOnlyBeAccessedByLayers("account", "session")
                    .whereLayer("audit")
                    .mayOnlyBeAccessedByLayers("account", "session", "token", "key");

    @ArchTest
    static final ArchRule entitiesStayInTheirPackage =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule resourcesStayInTheirPackage =
            classes().that().areAnnotatedWith(Path.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*")
                    .orShould()
                    .haveNameMatching(".*(Helper|Util|Utils|Impl|Base|Processor|Info)");
}
