package io.arcipelago.cli;

import io.arcipelago.cli.demo.DemoCommand;
import io.arcipelago.cli.deployments.CatalogueCommand;
import io.arcipelago.cli.deployments.DeleteCommand;
import io.arcipelago.cli.deployments.DeployCommand;
import io.arcipelago.cli.deployments.EventsCommand;
import io.arcipelago.cli.deployments.ListCommand;
import io.arcipelago.cli.deployments.LogCommand;
import io.arcipelago.cli.deployments.PlanCommand;
import io.arcipelago.cli.deployments.ShowCommand;
import io.arcipelago.cli.deployments.SitesCommand;
import io.arcipelago.cli.deployments.SshConfigCommand;
import io.arcipelago.cli.output.CliFailure;
import io.arcipelago.cli.output.ExitCode;
import io.arcipelago.cli.session.Client;
import io.arcipelago.cli.session.GlobalOptions;
import io.arcipelago.cli.session.LoginCommand;
import io.arcipelago.cli.session.LogoutCommand;
import io.arcipelago.cli.session.WhoamiCommand;
import io.arcipelago.cli.session.Workplace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code arcipelago} command. Its exit codes are those of {@link ExitCode}. */
@Command(
        name = "arcipelago",
        description = "Deploys services on the sites of a federation.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the reason is on standard error",
            "2:wrong usage",
            "3:not signed in, or the sign-in has ended"
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Read by the logging library when the first of its loggers is made.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/arcipelago/cli/quiet-logging.xml");
        }
        System.exit(run(Workplace.ofThisProcess(), args));
    }

    /** Runs one command and answers its exit code. */
    static int run(Workplace workplace, String... args) {
        GlobalOptions options = new GlobalOptions();
        Client client = new Client(workplace, options);
        CommandLine commands =
                new CommandLine(new Main())
                        .addMixin("globalOptions", options)
                        .addSubcommand(new LoginCommand(client))
                        .addSubcommand(new LogoutCommand(client))
                        .addSubcommand(new WhoamiCommand(client))
                        .addSubcommand(new CatalogueCommand(client))
                        .addSubcommand(new SitesCommand(client))
                        .addSubcommand(new PlanCommand(client))
                        .addSubcommand(new DeployCommand(client))
                        .addSubcommand(new ListCommand(client))
                        .addSubcommand(new ShowCommand(client))
                        .addSubcommand(new LogCommand(client))
                        .addSubcommand(new EventsCommand(client))
                        .addSubcommand(new DeleteCommand(client))
                        .addSubcommand(new SshConfigCommand(client))
                        .addSubcommand(new DemoCommand(client));
        commands.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().addOption(help()));
        commands.getCommandSpec().version("arcipelago " + version());
        commands.setParameterExceptionHandler((failure, given) -> {
            workplace.terminal().note("arcipelago: " + failure.getMessage());
            workplace
                    .terminal()
                    .note(
                            "See: %s --help"
                                    .formatted(
                                            failure.getCommandLine()
                                                    .getCommandSpec()
                                                    .qualifiedName()));
            return ExitCode.USAGE.number();
        });
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CliFailure known) {
                workplace.terminal().note("arcipelago: " + known.text());
                return known.exitCode().number();
            }
            workplace.terminal().note("arcipelago: unexpected failure: " + failure);
            return ExitCode.FAILED.number();
        });
        return commands.execute(args);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build();
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
