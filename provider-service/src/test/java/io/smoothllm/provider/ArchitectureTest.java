package io.smoothllm.provider;

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
        packages = "io.smoothllm.provider",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.smoothllm.provider.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresKnowOnlyWhatTheyBuildOn =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("provider")
                    .definedBy("io.smoothllm.provider.provider")
                    .layer("route")
                    .definedBy("io.smoothllm.provider.route")
                    .layer("connectivity")
                    .definedBy("io.smoothllm.provider.connectivity")
                    .layer("preset")
                    .definedBy("io.smoothllm.provider.preset")
                    .layer("price")
                    .definedBy("io.smoothllm.provider.price")
                    .layer("upstream")
                    .definedBy("io.smoothllm.provider.upstream")
                    .layer("sealing")
                    .definedBy("io.smoothllm.provider.sealing")
                    .layer("audit")
                    .definedBy("io.smoothllm.provider.audit")
                    .whereLayer("audit")
                    .mayOnlyBeAccessedByLayers("provider", "route")
                    .whereLayer("route")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("connectivity")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("provider")
                    .mayOnlyBeAccessedByLayers("route", "connectivity")
                    .whereLayer("price")
                    .mayOnlyBeAccessedByLayers("provider")
                    .whereLayer("preset")
                    .mayOnlyBeAccessedByLayers("provider", "price")
                    .whereLayer("upstream")
                    .mayOnlyBeAccessedByLayers("provider", "connectivity", "price")
                    .whereLayer("sealing")
                    .mayOnlyBeAccessedByLayers("provider", "connectivity");

    @ArchTest
    static final ArchRule resourcesAndEntitiesStayInTheirPackage =
            classes()
                    .that()
                    .areAnnotatedWith(Path.class)
                    .or()
                    .areAnnotatedWith(Entity.class)
                    .should()
                    .bePackagePrivate();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Manager|Helper|Util|Utils|Impl|Base|Processor|Info|Service|Dto)")
                    .orShould()
                    .haveNameMatching(".*\\.Abstract[A-Z].*");
}
