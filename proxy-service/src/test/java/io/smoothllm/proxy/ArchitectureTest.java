package io.smoothllm.proxy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smoothllm.model.catalog.Dialect;

@AnalyzeClasses(
        packages = "io.smoothllm.proxy",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /// What several dialects are made of, and none by itself.
    private static final String[] SHARED = {
        "..dialect.sse..", "..dialect.envelope..", "..dialect.claude.."
    };

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("io.smoothllm.proxy.(*)..").should().beFreeOfCycles();

    /// But one: Azure's dialect is OpenAI's own at other addresses, and to have it twice would be
    /// to have it differ.
    @ArchTest
    static final ArchRule DIALECTS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.smoothllm.proxy.dialect.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(resideInAPackage("..dialect.."), resideInAnyPackage(SHARED))
                    .ignoreDependency(
                            resideInAPackage("..dialect.azure.."),
                            resideInAPackage("..dialect.openai.."));

    /// Adding a dialect is a package and a line in the list; [Dialect] and [Protocol] are the
    /// lists.
    @ArchTest
    static final ArchRule NOBODY_LOOKS_INTO_A_DIALECT =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.smoothllm.proxy.dialect.*..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.smoothllm.proxy.dialect.*..")
                                    .and(not(resideInAnyPackage(SHARED))));

    @ArchTest
    static final ArchRule NOBODY_ASKS_WHICH_PROVIDER_DIALECT_IT_IS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.smoothllm.proxy.dialect.*..")
                    .should()
                    .accessFieldWhere(
                            target(owner(equivalentTo(Dialect.class)))
                                    .and(target(not(name("$VALUES")))));

    @ArchTest
    static final ArchRule THE_REQUEST_PATH_NEVER_BLOCKS =
            noClasses()
                    .that()
                    .resideInAnyPackage("..door..", "..dialect..", "..upstream..", "..access..")
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.util\\.concurrent\\.(BlockingQueue|CountDownLatch|Semaphore)|java\\.sql\\..*");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            classes()
                    .should()
                    .haveSimpleNameNotEndingWith("Manager")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Helper")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Util")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Utils")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Impl")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Processor")
                    .andShould()
                    .haveSimpleNameNotEndingWith("Info")
                    .andShould()
                    .haveSimpleNameNotStartingWith("Abstract")
                    .andShould()
                    .haveSimpleNameNotStartingWith("Base");
}
