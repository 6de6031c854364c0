package io.arcipelago.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {

    @Test
    void anAnswerWithAnotherStateIsNotTaken() {
        URI answer = URI.create("http://127.0.0.1:7/callback?code=c&state=theirs");

        assertThatThrownBy(() -> SignIn.code(answer, "ours"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("wrong state");
    }

    @Test
    void aRefusalIsToldInTheProvidersWords() {
        URI answer =
                URI.create(
                        "http://127.0.0.1:7/callback?error=access_denied"
                                + "&error_description=Not+today&state=s");

        assertThatThrownBy(() -> SignIn.code(answer, "s"))
                .isInstanceOfSatisfying(
                        CliFailure.class,
                        it -> assertThat(it.exitCode()).isEqualTo(ExitCode.NOT_SIGNED_IN))
                .hasMessageContaining("Not today");
    }

    @Test
    void theFormWithThePasswordIsFoundWithItsHiddenFields() {
        String page =
                """
                <form action="/search"><input name="q"></form>
                <form method="post" action="/identity/login?a=1&amp;b=2">
                <input type="hidden" name="_csrf" value="a&quot;b">
                <input id="username" name="username" type="text" required autofocus>
                <input type='password' name='password'></form>
                """;

        assertThat(HtmlForm.withPassword(page))
                .contains(
                        new HtmlForm(
                                "/identity/login?a=1&b=2",
                                Map.of("_csrf", "a\"b", "username", "", "password", "")));
    }

    @Test
    void aPageWithoutAPasswordHasNoSignInForm() {
        assertThat(HtmlForm.withPassword("<form action='/x'><input name=q></form>")).isEmpty();
    }

    @Test
    void passwordsAreFoundByNameOrAlone(@TempDir Path directory) throws IOException {
        Path people = Files.writeString(directory.resolve("people"), "alice a-1\nbruno b-2\n");
        Path single = Files.writeString(directory.resolve("single"), "s-3\n");

        assertThat(PasswordFile.passwordOf("bruno", people)).isEqualTo("b-2");
        assertThat(PasswordFile.passwordOf("bruno", single)).isEqualTo("s-3");
        assertThatThrownBy(() -> PasswordFile.passwordOf("carla", people))
                .hasMessageContaining("no password of carla")
                .hasMessageNotContaining("a-1");
    }
}
