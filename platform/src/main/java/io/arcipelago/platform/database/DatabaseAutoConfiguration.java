package io.arcipelago.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.arcipelago.platform.service.ServiceDescriptor;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The pool that all services share. Its factory method migrates every service's schema before it
 * hands the pool out, so whoever holds the {@link DataSource} may use the tables, in a constructor
 * too.
 */
@AutoConfiguration(
        before = {
            DataSourceAutoConfiguration.class,
            DataSourceHealthContributorAutoConfiguration.class
        })
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(DataSource.class)
    DatabaseServer databaseServer(
            DatabaseProperties properties, @Value("${arcipelago.data-dir:}") String dataDirectory) {
        return new DatabaseServer(properties, dataDirectory);
    }

    @Bean
    @ConditionalOnMissingBean(DataSource.class)
    HikariDataSource dataSource(
            DatabaseServer server,
            DatabaseProperties properties,
            ObjectProvider<ServiceDescriptor> services) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("arcipelago");
        pool.setJdbcUrl(server.url());
        pool.setUsername(server.username());
        pool.setPassword(server.password());
        pool.setMaximumPoolSize(properties.poolSize());
        pool.setMinimumIdle(Math.min(2, properties.poolSize()));
        pool.setConnectionTimeout(Duration.ofSeconds(20).toMillis());
        pool.setMaxLifetime(Duration.ofMinutes(30).toMillis());
        try {
            List<String> names = services.orderedStream().map(ServiceDescriptor::name).toList();
            DatabaseMigrations.run(pool, names);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return pool;
    }

    /** Named so that Boot's own indicator of the same meaning stays away. */
    @Bean
    @ConditionalOnMissingBean(name = "dbHealthIndicator")
    HealthIndicator dbHealthIndicator(
            DataSource dataSource, ObjectProvider<DatabaseServer> server) {
        return new DatabaseHealth(dataSource, server.getIfAvailable());
    }
}
