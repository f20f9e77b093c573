package io.smoothllm.usage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.smoothllm.usage",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.smoothllm.usage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule reportsKnowNothingOfHowRecordsArrive =
            noClasses()
                    .that()
                    .resideInAPackage("..report..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..ledger..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule rollupsKnowNeitherLedgerNorReports =
            noClasses()
                    .that()
                    .resideInAPackage("..rollup..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..ledger..", "..report..", "..problem..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule theLedgerRefusesNoRequests =
            noClasses()
                    .that()
                    .resideInAPackage("..ledger..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..report..", "..problem..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule sqlKnowsNoFeature =
            noClasses()
                    .that()
                    .resideInAPackage("..usage.sql..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..ledger..", "..report..", "..rollup..", "..problem..");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameContaining("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameStartingWith("Base")
                    .orShould()
                    .haveSimpleNameStartingWith("Abstract")
                    .orShould()
                    .haveSimpleNameEndingWith("Processor")
                    .orShould()
                    .haveSimpleNameEndingWith("Info");
}
