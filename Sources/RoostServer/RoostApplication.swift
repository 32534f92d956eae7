import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import RoostAPISupport
import RoostEntities
import RoostMLflowAPI
import RoostNativeAPI
import RoostOperations

/// The HTTP surface: which dialect owns which prefix, and what every request passes through.
package struct RoostApplication: Sendable {
    private let operations: Operations
    private let configuration: ServerConfiguration
    private let version: String
    private let metrics = HTTPMetrics()
    private let process = ProcessMetrics()

    package init(operations: Operations, configuration: ServerConfiguration, version: String) {
        self.operations = operations
        self.configuration = configuration
        self.version = version
    }

    /// The application, not yet running; `onRunning` is called with the port once it listens.
    package func build(
        logger: Logger,
        onRunning: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        Application(
            router: try router,
            server: try server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "roost"
            ),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return }
                onRunning(port)
            },
            logger: logger
        )
    }

    private var router: Router<APIContext> {
        get throws(RoostError) {
            let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
            router.addMiddleware {
                RequestIDMiddleware()
                SecurityHeadersMiddleware()
                IdentifyMiddleware { secret in try await operations.authenticate(secret) }
                ObserveMiddleware(metrics: metrics)
                DialectErrors()
                HostMiddleware(allowing: configuration.hosts)
            }
            native.add(to: router)
            MLflowRoutes(
                operations: operations,
                project: try Project.Name(Self.defaultProject),
                links: LinkAddresses(isSecure: configuration.tls != nil, isBehindProxy: configuration.isBehindProxy)
            )
            .add(to: router)
            router.refuseOtherMethods()
            return router
        }
    }

    /// What dialects see that know of no projects.
    private static var defaultProject: String { "default" }

    package var native: NativeRoutes {
        NativeRoutes(
            operations: operations,
            version: version,
            metrics: { [metrics, process, version] in
                [.build(version: version)] + metrics.families() + process.families()
            },
            openMetrics: configuration.isLoopback && !configuration.isBehindProxy
        )
    }

    private var server: HTTPServerBuilder {
        get throws {
            let plain = HTTPServerBuilder.http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [ReceiveRoom()],
                    idleTimeout: .seconds(120),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10,
                        maxHeaderListSize: 64 << 10,
                        maxHeaderFieldCount: 200
                    )
                )
            )
            guard let files = configuration.tls else { return plain }
            return try .tls(plain, tlsConfiguration: files.configuration)
        }
    }
}

extension MetricFamily {
    fileprivate static func build(version: String) -> MetricFamily {
        MetricFamily(
            "roost_build_info",
            .gauge,
            "Which Roost this is.",
            [
                Sample(labels: [("version", version)], value: 1)
            ]
        )
    }
}

extension ServerConfiguration.TLSFiles {
    fileprivate var configuration: TLSConfiguration {
        get throws {
            do {
                let chain = try NIOSSLCertificate.fromPEMFile(certificate.path)
                return .makeServerConfiguration(
                    certificateChain: chain.map { .certificate($0) },
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: key.path, format: .pem))
                )
            } catch {
                throw RoostError(
                    .invalidArgument,
                    "the TLS certificate \(quoted(certificate.path)) or its key \(quoted(key.path)) cannot be read as PEM",
                    cause: error
                )
            }
        }
    }
}
