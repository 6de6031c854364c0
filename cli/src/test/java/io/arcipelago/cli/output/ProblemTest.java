package io.arcipelago.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProblemTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void tellsTitleDetailInputsAndRequest() {
        Problem problem =
                Problem.of(
                        422,
                        """
                        {"type":"https://arcipelago.io/problems/inputs-invalid",
                         "title":"Inputs invalid","status":422,"detail":"2 inputs are wrong",
                         "requestId":"r-17","errors":[
                           {"path":"num_cpus","message":"must be at most 64"},
                           {"path":"page_title","message":"is required"}]}
                        """,
                        JSON);

        assertThat(problem.text())
                .isEqualTo(
                        """
                        Inputs invalid: 2 inputs are wrong
                          num_cpus: must be at most 64
                          page_title: is required
                          (status 422, request r-17)\
                        """);
    }

    @Test
    void showsTheShortTextOfAnAnswerThatIsNoProblem() {
        assertThat(Problem.of(502, "upstream is away", JSON).text())
                .isEqualTo("The service answered 502: upstream is away");
    }

    @Test
    void leavesOutThePageOfAProxy() {
        assertThat(Problem.of(502, "<html><body>Bad gateway</body></html>", JSON).text())
                .isEqualTo("The service answered 502");
    }

    @Test
    void readsTheErrorsOfTheTokenEndpoint() {
        assertThat(Problem.of(400, "{\"error\":\"x\",\"error_description\":\"no\"}", JSON).detail())
                .isEqualTo("no");
    }
}
