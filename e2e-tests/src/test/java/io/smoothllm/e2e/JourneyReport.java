package io.smoothllm.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What Node's test runner found out, as its `junit` reporter writes it.
record JourneyReport(List<Journey> journeys) {

    /// @param failure why it did not succeed; null when it did
    record Journey(String name, String failure) {}

    static JourneyReport read(Path file) {
        try {
            var document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            var cases = document.getElementsByTagName("testcase");
            return new JourneyReport(
                    IntStream.range(0, cases.getLength())
                            .mapToObj(i -> journey((Element) cases.item(i)))
                            .toList());
        } catch (SAXException e) {
            throw new IllegalStateException("Not a report: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every JDK reads XML", e);
        }
    }

    private static Journey journey(Element testCase) {
        var suite = ((Element) testCase.getParentNode()).getAttribute("name");
        var name = (suite.isEmpty() ? "" : suite + ": ") + testCase.getAttribute("name");
        // Also a journey that was skipped did not succeed.
        for (var inner = testCase.getFirstChild(); inner != null; inner = inner.getNextSibling()) {
            if (inner instanceof Element why) {
                return new Journey(name, why.getTagName() + ": " + why.getTextContent().strip());
            }
        }
        return new Journey(name, null);
    }
}
