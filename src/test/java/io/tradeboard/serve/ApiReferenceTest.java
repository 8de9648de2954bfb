package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
    private static final Frame FRAME = new Pages(Views.site(""), new Assets()).reference();

    private static final String PAGE = new ApiReference(OpenApi.text()).html(FRAME);

    @Test
    void everyOperationAndSchemaIsThere() {
        OpenApi api = OpenApi.load();

        assertThat(api.paths()).allSatisfy(path -> assertThat(PAGE).contains("<code>GET " + path + "</code>"));
        assertThat(api.document().at("/components/schemas").propertyNames())
                .allSatisfy(name -> assertThat(PAGE).contains("id=\"schema-" + name + "\""));
    }

    @Test
    void linksLeadSomewhere() {
        List<String> ids = found("id=\"([^\"]+)\"");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(found("href=\"#([^\"]+)\"")).isNotEmpty().isSubsetOf(ids);
    }

    @Test
    void aStrictPolicyHasNothingToBlock() {
        assertThat(PAGE)
                .doesNotContain("<style", " style=", "http://", "https://")
                .containsPattern("href=\"/assets/[^/]+/reference.css\"");
        assertThat(found("<script([^>]*)>")).singleElement().asString().matches(" src=\"/assets/[^/]+/theme.js\"");
        assertThat(found("<[^>]* (on[a-z]+)=")).isEmpty();
    }

    @Test
    void textIsEscaped() {
        String hostile = OpenApi.text()
                .replace("\"title\": \"tradeboard\"", "\"title\": \"</title><script>alert(1)</script>\"")
                .replace("All symbols", "<img src=x onerror=alert(1)>");

        assertThat(new ApiReference(hostile).html(FRAME))
                .doesNotContain("<script>", "<img")
                .contains("&lt;script&gt;", "&lt;img src=x");
    }

    @Test
    void codeAndStrongWordsAreSet() {
        assertThat(ApiText.line("Read `asOf`, **now**."))
                .containsExactly(
                        new ApiText(ApiText.Style.PLAIN, "Read "),
                        new ApiText(ApiText.Style.CODE, "asOf"),
                        new ApiText(ApiText.Style.PLAIN, ", "),
                        new ApiText(ApiText.Style.STRONG, "now"),
                        new ApiText(ApiText.Style.PLAIN, "."));
        assertThat(PAGE).contains("<strong>Exact.</strong> Volumes", "or null</a>", "list of Row</a>");
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThatThrownBy(() -> new ApiReference("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiReference("{")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(PAGE)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
