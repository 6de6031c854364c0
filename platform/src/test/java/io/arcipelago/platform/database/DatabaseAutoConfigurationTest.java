package io.arcipelago.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.ChildJvm;
import io.arcipelago.platform.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseAutoConfigurationTest {

    @TempDir Path data;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    DatabaseAutoConfiguration.class,
                                    DataSourceAutoConfiguration.class,
                                    JdbcTemplateAutoConfiguration.class,
                                    JdbcClientAutoConfiguration.class))
                    .withUserConfiguration(Service.class);

    @Test
    void aServiceMayUseItsTablesInAConstructor() {
        TestPostgres.Database database = TestPostgres.freshDatabase();

        runner.withPropertyValues(database.properties())
                .run(context -> {
                    assertThat(context.getBean(EagerReader.class).rows).isEqualTo(1);
                    assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
                            .isEqualTo(database.url());
                    assertThat(context.getBean(HealthIndicator.class).health())
                            .isNotNull()
                            .returns(Status.UP, Health::getStatus);
                });
    }

    @Test
    void migrationsRunOnceAndKeepTheirHistoryInTheServicesSchema() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        DatabaseMigrations.run(database.dataSource(), List.of("sample"));
        DatabaseMigrations.run(database.dataSource(), List.of("sample", "without-tables"));

        List<@Nullable String> scripts =
                JdbcClient.create(database.dataSource())
                        .sql("select script from sample.schema_history where type = 'SQL'")
                        .query(String.class)
                        .list();

        assertThat(scripts).containsExactly("V1__greeting.sql");
    }

    @Test
    void aKilledServerIsStartedAgainUnderTheRunningApplication() {
        PostgresSettings settings = PostgresSettings.in(data, TestPostgres.freePort());
        runner.withPropertyValues(bundled(settings))
                .run(context -> {
                    JdbcClient jdbc = context.getBean(JdbcClient.class);
                    jdbc.sql("insert into sample.greeting values ('kept')").update();
                    PostmasterPid killed = PostmasterPid.alive(settings.cluster()).orElseThrow();
                    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

                    await().atMost(Duration.ofSeconds(60))
                            .ignoreExceptionsInstanceOf(DataAccessException.class)
                            .until(() -> greetings(jdbc) == 2);
                    assertThat(PostmasterPid.alive(settings.cluster()))
                            .isPresent()
                            .isNotEqualTo(Optional.of(killed));
                });
    }

    @Test
    void theBundledServerStopsWithTheContext() {
        PostgresSettings settings = PostgresSettings.in(data, TestPostgres.freePort());
        runner.withPropertyValues(bundled(settings))
                .run(context -> {
                    assertThat(context.getBean(DatabaseServer.class).isBundled()).isTrue();
                    assertThat(new PostgresLauncher(settings).status()).isPresent();
                });

        assertThat(PostmasterPid.alive(settings.cluster())).isEmpty();
    }

    @Test
    void organisationsOnOneServerHaveADatabaseEach() {
        PostgresSettings settings = PostgresSettings.in(data, TestPostgres.freePort());
        runner.withPropertyValues(bundled(settings))
                .run(first -> {
                    first.getBean(JdbcClient.class)
                            .sql("insert into sample.greeting values ('of the first')")
                            .update();
                    runner.withPropertyValues(sharing("isles"))
                            .run(second -> {
                                assertThat(second.getBean(DatabaseServer.class).isBundled())
                                        .isFalse();
                                JdbcClient jdbc = second.getBean(JdbcClient.class);
                                assertThat(greetings(jdbc)).isEqualTo(1);
                                jdbc.sql("insert into sample.greeting values ('x')").update();
                            });

                    assertThat(new PostgresLauncher(settings).status())
                            .as("the first organisation's server, after the second has gone")
                            .isPresent();
                    assertThat(greetings(first.getBean(JdbcClient.class))).isEqualTo(2);
                    runner.withPropertyValues(sharing("isles"))
                            .run(again ->
                                    assertThat(greetings(again.getBean(JdbcClient.class)))
                                            .as("kept over a restart")
                                            .isEqualTo(2));
                });
    }

    @Test
    void aSharedDatabaseNeedsANameThatCannotBeMistakenForSql() {
        runner.withPropertyValues(sharing("x; drop database postgres"))
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("arcipelago.database.name"));
    }

    @Test
    void aTrainingRunThatHaltsInTheMiddleOfTheStartLeavesNoServerBehind() {
        PostgresSettings settings = PostgresSettings.in(data, TestPostgres.freePort());
        try (ChildJvm child = ChildJvm.start(TrainingMain.class, bundled(settings))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !child.isAlive());
            child.kill();
            assertThat(child.lines()).contains("rows 1").doesNotContain("still here");
            assertThat(child.exitCode()).isZero();
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> PostmasterPid.alive(settings.cluster()).isEmpty());
        assertThat(settings.log()).exists();
    }

    private static int greetings(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from sample.greeting").query(Integer.class).single();
    }

    private static String[] bundled(PostgresSettings settings) {
        return new String[] {
            "arcipelago.data-dir=" + settings.home().getParent(),
            "arcipelago.database.port=" + settings.port(),
            "arcipelago.database.binaries=" + TestPostgres.sharedBinaries()
        };
    }

    private String[] sharing(String name) {
        return new String[] {
            "arcipelago.database.shared-with=" + data, "arcipelago.database.name=" + name
        };
    }

    /** Starts an application in the mode that trains an AOT cache. */
    static final class TrainingMain {

        private TrainingMain() {}

        public static void main(String[] properties) {
            System.setProperty("spring.context.exit", "onRefresh");
            for (String property : properties) {
                String[] parts = property.split("=", 2);
                System.setProperty(parts[0], parts[1]);
            }
            SpringApplication application = new SpringApplication(Training.class);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.run();
            System.out.println("still here");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({DatabaseAutoConfiguration.class, Service.class})
    static class Training {

        @Bean
        JdbcClient jdbcClient(HikariDataSource dataSource) {
            return JdbcClient.create(dataSource);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {

        @Bean
        ServiceDescriptor sample() {
            return new ServiceDescriptor("sample", "io.arcipelago.sample");
        }

        @Bean
        EagerReader eagerReader(JdbcClient jdbc) {
            return new EagerReader(jdbc);
        }
    }

    static final class EagerReader {

        private final int rows;

        EagerReader(JdbcClient jdbc) {
            this.rows =
                    jdbc.sql("select count(*) from sample.greeting").query(Integer.class).single();
            System.out.println("rows " + rows);
        }
    }
}
