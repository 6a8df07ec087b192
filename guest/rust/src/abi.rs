// Generated from abi/ by abi/emit. Do not edit; run "npm run abi".
//! The SDK as the host has it: enumerations, structs, callbacks and the functions of the module `orthanc`, by their names
//! in C. The rest of this crate is built on it; a plugin needs it only for what has no safe counterpart yet.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
#![allow(clippy::too_many_arguments)]

use core::ffi::{c_char, c_void};

/// The version of the SDK.
pub const SDK_VERSION: &str = "1.12.3";

/// `OrthancPluginErrorCode`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode(pub i32);

impl ErrorCode {
    pub const InternalError: Self = Self(-1);
    pub const Success: Self = Self(0);
    pub const Plugin: Self = Self(1);
    pub const NotImplemented: Self = Self(2);
    pub const ParameterOutOfRange: Self = Self(3);
    pub const NotEnoughMemory: Self = Self(4);
    pub const BadParameterType: Self = Self(5);
    pub const BadSequenceOfCalls: Self = Self(6);
    pub const InexistentItem: Self = Self(7);
    pub const BadRequest: Self = Self(8);
    pub const NetworkProtocol: Self = Self(9);
    pub const SystemCommand: Self = Self(10);
    pub const Database: Self = Self(11);
    pub const UriSyntax: Self = Self(12);
    pub const InexistentFile: Self = Self(13);
    pub const CannotWriteFile: Self = Self(14);
    pub const BadFileFormat: Self = Self(15);
    pub const Timeout: Self = Self(16);
    pub const UnknownResource: Self = Self(17);
    pub const IncompatibleDatabaseVersion: Self = Self(18);
    pub const FullStorage: Self = Self(19);
    pub const CorruptedFile: Self = Self(20);
    pub const InexistentTag: Self = Self(21);
    pub const ReadOnly: Self = Self(22);
    pub const IncompatibleImageFormat: Self = Self(23);
    pub const IncompatibleImageSize: Self = Self(24);
    pub const SharedLibrary: Self = Self(25);
    pub const UnknownPluginService: Self = Self(26);
    pub const UnknownDicomTag: Self = Self(27);
    pub const BadJson: Self = Self(28);
    pub const Unauthorized: Self = Self(29);
    pub const BadFont: Self = Self(30);
    pub const DatabasePlugin: Self = Self(31);
    pub const StorageAreaPlugin: Self = Self(32);
    pub const EmptyRequest: Self = Self(33);
    pub const NotAcceptable: Self = Self(34);
    pub const NullPointer: Self = Self(35);
    pub const DatabaseUnavailable: Self = Self(36);
    pub const CanceledJob: Self = Self(37);
    pub const BadGeometry: Self = Self(38);
    pub const SslInitialization: Self = Self(39);
    pub const DiscontinuedAbi: Self = Self(40);
    pub const BadRange: Self = Self(41);
    pub const DatabaseCannotSerialize: Self = Self(42);
    pub const Revision: Self = Self(43);
    pub const MainDicomTagsMultiplyDefined: Self = Self(44);
    pub const ForbiddenAccess: Self = Self(45);
    pub const DuplicateResource: Self = Self(46);
    pub const IncompatibleConfigurations: Self = Self(47);
    pub const SQLiteNotOpened: Self = Self(1000);
    pub const SQLiteAlreadyOpened: Self = Self(1001);
    pub const SQLiteCannotOpen: Self = Self(1002);
    pub const SQLiteStatementAlreadyUsed: Self = Self(1003);
    pub const SQLiteExecute: Self = Self(1004);
    pub const SQLiteRollbackWithoutTransaction: Self = Self(1005);
    pub const SQLiteCommitWithoutTransaction: Self = Self(1006);
    pub const SQLiteRegisterFunction: Self = Self(1007);
    pub const SQLiteFlush: Self = Self(1008);
    pub const SQLiteCannotRun: Self = Self(1009);
    pub const SQLiteCannotStep: Self = Self(1010);
    pub const SQLiteBindOutOfRange: Self = Self(1011);
    pub const SQLitePrepareStatement: Self = Self(1012);
    pub const SQLiteTransactionAlreadyStarted: Self = Self(1013);
    pub const SQLiteTransactionCommit: Self = Self(1014);
    pub const SQLiteTransactionBegin: Self = Self(1015);
    pub const DirectoryOverFile: Self = Self(2000);
    pub const FileStorageCannotWrite: Self = Self(2001);
    pub const DirectoryExpected: Self = Self(2002);
    pub const HttpPortInUse: Self = Self(2003);
    pub const DicomPortInUse: Self = Self(2004);
    pub const BadHttpStatusInRest: Self = Self(2005);
    pub const RegularFileExpected: Self = Self(2006);
    pub const PathToExecutable: Self = Self(2007);
    pub const MakeDirectory: Self = Self(2008);
    pub const BadApplicationEntityTitle: Self = Self(2009);
    pub const NoCFindHandler: Self = Self(2010);
    pub const NoCMoveHandler: Self = Self(2011);
    pub const NoCStoreHandler: Self = Self(2012);
    pub const NoApplicationEntityFilter: Self = Self(2013);
    pub const NoSopClassOrInstance: Self = Self(2014);
    pub const NoPresentationContext: Self = Self(2015);
    pub const DicomFindUnavailable: Self = Self(2016);
    pub const DicomMoveUnavailable: Self = Self(2017);
    pub const CannotStoreInstance: Self = Self(2018);
    pub const CreateDicomNotString: Self = Self(2019);
    pub const CreateDicomOverrideTag: Self = Self(2020);
    pub const CreateDicomUseContent: Self = Self(2021);
    pub const CreateDicomNoPayload: Self = Self(2022);
    pub const CreateDicomUseDataUriScheme: Self = Self(2023);
    pub const CreateDicomBadParent: Self = Self(2024);
    pub const CreateDicomParentIsInstance: Self = Self(2025);
    pub const CreateDicomParentEncoding: Self = Self(2026);
    pub const UnknownModality: Self = Self(2027);
    pub const BadJobOrdering: Self = Self(2028);
    pub const JsonToLuaTable: Self = Self(2029);
    pub const CannotCreateLua: Self = Self(2030);
    pub const CannotExecuteLua: Self = Self(2031);
    pub const LuaAlreadyExecuted: Self = Self(2032);
    pub const LuaBadOutput: Self = Self(2033);
    pub const NotLuaPredicate: Self = Self(2034);
    pub const LuaReturnsNoString: Self = Self(2035);
    pub const StorageAreaAlreadyRegistered: Self = Self(2036);
    pub const DatabaseBackendAlreadyRegistered: Self = Self(2037);
    pub const DatabaseNotInitialized: Self = Self(2038);
    pub const SslDisabled: Self = Self(2039);
    pub const CannotOrderSlices: Self = Self(2040);
    pub const NoWorklistHandler: Self = Self(2041);
    pub const AlreadyExistingTag: Self = Self(2042);
    pub const NoStorageCommitmentHandler: Self = Self(2043);
    pub const NoCGetHandler: Self = Self(2044);
    pub const DicomGetUnavailable: Self = Self(2045);
    pub const UnsupportedMediaType: Self = Self(3000);
}

/// `OrthancPluginHttpMethod`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HttpMethod(pub i32);

impl HttpMethod {
    pub const Get: Self = Self(1);
    pub const Post: Self = Self(2);
    pub const Put: Self = Self(3);
    pub const Delete: Self = Self(4);
}

/// `OrthancPluginPixelFormat`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PixelFormat(pub i32);

impl PixelFormat {
    pub const Grayscale8: Self = Self(1);
    pub const Grayscale16: Self = Self(2);
    pub const SignedGrayscale16: Self = Self(3);
    pub const RGB24: Self = Self(4);
    pub const RGBA32: Self = Self(5);
    pub const Unknown: Self = Self(6);
    pub const RGB48: Self = Self(7);
    pub const Grayscale32: Self = Self(8);
    pub const Float32: Self = Self(9);
    pub const BGRA32: Self = Self(10);
    pub const Grayscale64: Self = Self(11);
}

/// `OrthancPluginImageFormat`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImageFormat(pub i32);

impl ImageFormat {
    pub const Png: Self = Self(0);
    pub const Jpeg: Self = Self(1);
    pub const Dicom: Self = Self(2);
}

/// `_OrthancPluginProperty`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Property(pub i32);

impl Property {
    pub const Description: Self = Self(1);
    pub const RootUri: Self = Self(2);
    pub const OrthancExplorer: Self = Self(3);
}

/// `OrthancPluginLogLevel`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogLevel(pub i32);

impl LogLevel {
    pub const Error: Self = Self(0);
    pub const Warning: Self = Self(1);
    pub const Info: Self = Self(2);
    pub const Trace: Self = Self(3);
}

/// `OrthancPluginLogCategory`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogCategory(pub i32);

impl LogCategory {
    pub const Generic: Self = Self(1);
    pub const Plugins: Self = Self(2);
    pub const Http: Self = Self(4);
    pub const Sqlite: Self = Self(8);
    pub const Dicom: Self = Self(16);
    pub const Jobs: Self = Self(32);
    pub const Lua: Self = Self(64);
}

/// `OrthancPluginContentType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentType(pub i32);

impl ContentType {
    pub const Unknown: Self = Self(0);
    pub const Dicom: Self = Self(1);
    pub const DicomAsJson: Self = Self(2);
    pub const DicomUntilPixelData: Self = Self(3);
}

/// `OrthancPluginResourceType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourceType(pub i32);

impl ResourceType {
    pub const Patient: Self = Self(0);
    pub const Study: Self = Self(1);
    pub const Series: Self = Self(2);
    pub const Instance: Self = Self(3);
    pub const None: Self = Self(4);
}

/// `OrthancPluginChangeType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChangeType(pub i32);

impl ChangeType {
    pub const CompletedSeries: Self = Self(0);
    pub const Deleted: Self = Self(1);
    pub const NewChildInstance: Self = Self(2);
    pub const NewInstance: Self = Self(3);
    pub const NewPatient: Self = Self(4);
    pub const NewSeries: Self = Self(5);
    pub const NewStudy: Self = Self(6);
    pub const StablePatient: Self = Self(7);
    pub const StableSeries: Self = Self(8);
    pub const StableStudy: Self = Self(9);
    pub const OrthancStarted: Self = Self(10);
    pub const OrthancStopped: Self = Self(11);
    pub const UpdatedAttachment: Self = Self(12);
    pub const UpdatedMetadata: Self = Self(13);
    pub const UpdatedPeers: Self = Self(14);
    pub const UpdatedModalities: Self = Self(15);
    pub const JobSubmitted: Self = Self(16);
    pub const JobSuccess: Self = Self(17);
    pub const JobFailure: Self = Self(18);
}

/// `OrthancPluginCompressionType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompressionType(pub i32);

impl CompressionType {
    pub const Zlib: Self = Self(0);
    pub const ZlibWithSize: Self = Self(1);
    pub const Gzip: Self = Self(2);
    pub const GzipWithSize: Self = Self(3);
}

/// `OrthancPluginValueRepresentation`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ValueRepresentation(pub i32);

impl ValueRepresentation {
    pub const AE: Self = Self(1);
    pub const AS: Self = Self(2);
    pub const AT: Self = Self(3);
    pub const CS: Self = Self(4);
    pub const DA: Self = Self(5);
    pub const DS: Self = Self(6);
    pub const DT: Self = Self(7);
    pub const FD: Self = Self(8);
    pub const FL: Self = Self(9);
    pub const IS: Self = Self(10);
    pub const LO: Self = Self(11);
    pub const LT: Self = Self(12);
    pub const OB: Self = Self(13);
    pub const OF: Self = Self(14);
    pub const OW: Self = Self(15);
    pub const PN: Self = Self(16);
    pub const SH: Self = Self(17);
    pub const SL: Self = Self(18);
    pub const SQ: Self = Self(19);
    pub const SS: Self = Self(20);
    pub const ST: Self = Self(21);
    pub const TM: Self = Self(22);
    pub const UI: Self = Self(23);
    pub const UL: Self = Self(24);
    pub const UN: Self = Self(25);
    pub const US: Self = Self(26);
    pub const UT: Self = Self(27);
}

/// `OrthancPluginDicomToJsonFormat`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DicomToJsonFormat(pub i32);

impl DicomToJsonFormat {
    pub const Full: Self = Self(1);
    pub const Short: Self = Self(2);
    pub const Human: Self = Self(3);
}

/// `OrthancPluginDicomToJsonFlags`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DicomToJsonFlags(pub i32);

impl DicomToJsonFlags {
    pub const None: Self = Self(0);
    pub const IncludeBinary: Self = Self(1);
    pub const IncludePrivateTags: Self = Self(2);
    pub const IncludeUnknownTags: Self = Self(4);
    pub const IncludePixelData: Self = Self(8);
    pub const ConvertBinaryToAscii: Self = Self(16);
    pub const ConvertBinaryToNull: Self = Self(32);
    pub const StopAfterPixelData: Self = Self(64);
    pub const SkipGroupLengths: Self = Self(128);
}

/// `OrthancPluginCreateDicomFlags`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CreateDicomFlags(pub i32);

impl CreateDicomFlags {
    pub const None: Self = Self(0);
    pub const DecodeDataUriScheme: Self = Self(1);
    pub const GenerateIdentifiers: Self = Self(2);
}

/// `OrthancPluginIdentifierConstraint`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdentifierConstraint(pub i32);

impl IdentifierConstraint {
    pub const Equal: Self = Self(1);
    pub const SmallerOrEqual: Self = Self(2);
    pub const GreaterOrEqual: Self = Self(3);
    pub const Wildcard: Self = Self(4);
}

/// `OrthancPluginConstraintType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConstraintType(pub i32);

impl ConstraintType {
    pub const Equal: Self = Self(1);
    pub const SmallerOrEqual: Self = Self(2);
    pub const GreaterOrEqual: Self = Self(3);
    pub const Wildcard: Self = Self(4);
    pub const List: Self = Self(5);
}

/// `OrthancPluginInstanceOrigin`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InstanceOrigin(pub i32);

impl InstanceOrigin {
    pub const Unknown: Self = Self(1);
    pub const DicomProtocol: Self = Self(2);
    pub const RestApi: Self = Self(3);
    pub const Plugin: Self = Self(4);
    pub const Lua: Self = Self(5);
    pub const WebDav: Self = Self(6);
}

/// `OrthancPluginJobStepStatus`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobStepStatus(pub i32);

impl JobStepStatus {
    pub const Success: Self = Self(1);
    pub const Failure: Self = Self(2);
    pub const Continue: Self = Self(3);
}

/// `OrthancPluginJobStopReason`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobStopReason(pub i32);

impl JobStopReason {
    pub const Success: Self = Self(1);
    pub const Paused: Self = Self(2);
    pub const Failure: Self = Self(3);
    pub const Canceled: Self = Self(4);
}

/// `OrthancPluginMetricsType`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MetricsType(pub i32);

impl MetricsType {
    pub const Default: Self = Self(0);
    pub const Timer: Self = Self(1);
}

/// `OrthancPluginDicomWebBinaryMode`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DicomWebBinaryMode(pub i32);

impl DicomWebBinaryMode {
    pub const Ignore: Self = Self(0);
    pub const InlineBinary: Self = Self(1);
    pub const BulkDataUri: Self = Self(2);
}

/// `OrthancPluginStorageCommitmentFailureReason`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StorageCommitmentFailureReason(pub i32);

impl StorageCommitmentFailureReason {
    pub const Success: Self = Self(0);
    pub const ProcessingFailure: Self = Self(1);
    pub const NoSuchObjectInstance: Self = Self(2);
    pub const ResourceLimitation: Self = Self(3);
    pub const ReferencedSOPClassNotSupported: Self = Self(4);
    pub const ClassInstanceConflict: Self = Self(5);
    pub const DuplicateTransactionUID: Self = Self(6);
}

/// `OrthancPluginReceivedInstanceAction`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedInstanceAction(pub i32);

impl ReceivedInstanceAction {
    pub const KeepAsIs: Self = Self(1);
    pub const Modify: Self = Self(2);
    pub const Discard: Self = Self(3);
}

/// `OrthancPluginLoadDicomInstanceMode`.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LoadDicomInstanceMode(pub i32);

impl LoadDicomInstanceMode {
    pub const WholeDicom: Self = Self(1);
    pub const UntilPixelData: Self = Self(2);
    pub const EmptyPixelData: Self = Self(3);
}

/// `OrthancPluginHttpRequest`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct OrthancPluginHttpRequest {
    pub method: HttpMethod,
    pub groupsCount: u32,
    pub groups: *const *const c_char,
    pub getCount: u32,
    pub getKeys: *const *const c_char,
    pub getValues: *const *const c_char,
    pub body: *const c_void,
    pub bodySize: u32,
    pub headersCount: u32,
    pub headersKeys: *const *const c_char,
    pub headersValues: *const *const c_char,
}

/// `OrthancPluginMemoryBuffer`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct OrthancPluginMemoryBuffer {
    pub data: *mut c_void,
    pub size: u32,
}

/// `OrthancPluginMemoryBuffer64`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct OrthancPluginMemoryBuffer64 {
    pub data: *mut c_void,
    pub size: u64,
}

/// `OrthancPluginDictionaryEntry`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct OrthancPluginDictionaryEntry {
    pub group: u16,
    pub element: u16,
    pub vr: ValueRepresentation,
    pub minMultiplicity: u32,
    pub maxMultiplicity: u32,
}

/// `OrthancPluginContext`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginContext {
    _private: [u8; 0],
}

/// `OrthancPluginDicomInstance`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginDicomInstance {
    _private: [u8; 0],
}

/// `OrthancPluginDicomWebNode`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginDicomWebNode {
    _private: [u8; 0],
}

/// `OrthancPluginFindAnswers`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginFindAnswers {
    _private: [u8; 0],
}

/// `OrthancPluginFindMatcher`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginFindMatcher {
    _private: [u8; 0],
}

/// `OrthancPluginFindQuery`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginFindQuery {
    _private: [u8; 0],
}

/// `OrthancPluginImage`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginImage {
    _private: [u8; 0],
}

/// `OrthancPluginJob`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginJob {
    _private: [u8; 0],
}

/// `OrthancPluginPeers`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginPeers {
    _private: [u8; 0],
}

/// `OrthancPluginRestOutput`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginRestOutput {
    _private: [u8; 0],
}

/// `OrthancPluginServerChunkedRequestReader`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginServerChunkedRequestReader {
    _private: [u8; 0],
}

/// `OrthancPluginStorageArea`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginStorageArea {
    _private: [u8; 0],
}

/// `OrthancPluginWebDavCollection`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginWebDavCollection {
    _private: [u8; 0],
}

/// `OrthancPluginWorklistAnswers`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginWorklistAnswers {
    _private: [u8; 0],
}

/// `OrthancPluginWorklistQuery`: only the host looks into it.
#[repr(C)]
pub struct OrthancPluginWorklistQuery {
    _private: [u8; 0],
}

/// Answers one HTTP request; `output` is valid until it returns.
pub type OrthancPluginRestCallback = Option<unsafe extern "C" fn(output: *mut OrthancPluginRestOutput, url: *const c_char, request: *const OrthancPluginHttpRequest) -> ErrorCode>;

/// Lets an HTTP request in (1) or turns it away (0).
pub type OrthancPluginIncomingHttpRequestFilter = Option<unsafe extern "C" fn(method: HttpMethod, uri: *const c_char, ip: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char) -> i32>;

/// Lets an HTTP request with its query in (1) or turns it away (0).
pub type OrthancPluginIncomingHttpRequestFilter2 = Option<unsafe extern "C" fn(method: HttpMethod, uri: *const c_char, ip: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char, getArgumentsCount: u32, getArgumentsKeys: *const *const c_char, getArgumentsValues: *const *const c_char) -> i32>;

/// Creates a reader that receives the body of one request in pieces.
pub type OrthancPluginServerChunkedRequestReaderFactory = Option<unsafe extern "C" fn(reader: *mut *mut OrthancPluginServerChunkedRequestReader, url: *const c_char, request: *const OrthancPluginHttpRequest) -> ErrorCode>;

/// Takes one piece of the body.
pub type OrthancPluginServerChunkedRequestReaderAddChunk = Option<unsafe extern "C" fn(reader: *mut OrthancPluginServerChunkedRequestReader, data: *const c_void, size: u32) -> ErrorCode>;

/// Answers the request, after the last piece.
pub type OrthancPluginServerChunkedRequestReaderExecute = Option<unsafe extern "C" fn(reader: *mut OrthancPluginServerChunkedRequestReader, output: *mut OrthancPluginRestOutput) -> ErrorCode>;

/// Frees the reader, also of a request that was broken off.
pub type OrthancPluginServerChunkedRequestReaderFinalize = Option<unsafe extern "C" fn(reader: *mut OrthancPluginServerChunkedRequestReader)>;

/// Takes one header of the answer.
pub type OrthancPluginChunkedClientAnswerAddHeader = Option<unsafe extern "C" fn(answer: *mut c_void, key: *const c_char, value: *const c_char) -> ErrorCode>;

/// Takes one piece of the body of the answer.
pub type OrthancPluginChunkedClientAnswerAddChunk = Option<unsafe extern "C" fn(answer: *mut c_void, data: *const c_void, size: u32) -> ErrorCode>;

/// Whether the body of the request has no further piece (1) or one more (0).
pub type OrthancPluginChunkedClientRequestIsDone = Option<unsafe extern "C" fn(request: *mut c_void) -> u8>;

/// Goes to the next piece of the body.
pub type OrthancPluginChunkedClientRequestNext = Option<unsafe extern "C" fn(request: *mut c_void) -> ErrorCode>;

/// The address of the current piece.
pub type OrthancPluginChunkedClientRequestGetChunkData = Option<unsafe extern "C" fn(request: *mut c_void) -> *const c_void>;

/// The size of the current piece in bytes.
pub type OrthancPluginChunkedClientRequestGetChunkSize = Option<unsafe extern "C" fn(request: *mut c_void) -> u32>;

/// Called when an instance has been stored.
pub type OrthancPluginOnStoredInstanceCallback = Option<unsafe extern "C" fn(instance: *const OrthancPluginDicomInstance, instanceId: *const c_char) -> ErrorCode>;

/// Called when a resource has changed, or when the server starts or stops.
pub type OrthancPluginOnChangeCallback = Option<unsafe extern "C" fn(changeType: ChangeType, resourceType: ResourceType, resourceId: *const c_char) -> ErrorCode>;

/// Stores an instance (1), refuses it (0) or reports an error (-1).
pub type OrthancPluginIncomingDicomInstanceFilter = Option<unsafe extern "C" fn(instance: *const OrthancPluginDicomInstance) -> i32>;

/// Stores an instance that came by C-STORE (1), refuses it with a DIMSE status (0) or reports an error (-1).
pub type OrthancPluginIncomingCStoreInstanceFilter = Option<unsafe extern "C" fn(dimseStatus: *mut u16, instance: *const OrthancPluginDicomInstance) -> i32>;

/// Keeps a received instance, replaces it, or discards it.
pub type OrthancPluginReceivedInstanceCallback = Option<unsafe extern "C" fn(modifiedDicomBuffer: *mut OrthancPluginMemoryBuffer64, receivedDicomBuffer: *const c_void, receivedDicomBufferSize: u64, origin: InstanceOrigin) -> ReceivedInstanceAction>;

/// Decodes one frame of a DICOM file.
pub type OrthancPluginDecodeImageCallback = Option<unsafe extern "C" fn(target: *mut *mut OrthancPluginImage, dicom: *const c_void, size: u32, frameIndex: u32) -> ErrorCode>;

/// Brings a DICOM file into one of the transfer syntaxes that are allowed.
pub type OrthancPluginTranscoderCallback = Option<unsafe extern "C" fn(transcoded: *mut OrthancPluginMemoryBuffer, buffer: *const c_void, size: u64, allowedSyntaxes: *const *const c_char, countSyntaxes: u32, allowNewSopInstanceUid: u8) -> ErrorCode>;

/// Of the host: says how a binary value is written.
pub type OrthancPluginDicomWebSetBinaryNode = Option<unsafe extern "C" fn(node: *mut OrthancPluginDicomWebNode, mode: DicomWebBinaryMode, bulkDataUri: *const c_char)>;

/// Decides about one binary value by calling `setter`.
pub type OrthancPluginDicomWebBinaryCallback = Option<unsafe extern "C" fn(node: *mut OrthancPluginDicomWebNode, setter: OrthancPluginDicomWebSetBinaryNode, levelDepth: u32, levelTagGroup: *const u16, levelTagElement: *const u16, levelIndex: *const u32, tagGroup: u16, tagElement: u16, vr: ValueRepresentation)>;

/// Decides about one binary value by calling `setter`; `payload` is the plugin’s own.
pub type OrthancPluginDicomWebBinaryCallback2 = Option<unsafe extern "C" fn(node: *mut OrthancPluginDicomWebNode, setter: OrthancPluginDicomWebSetBinaryNode, levelDepth: u32, levelTagGroup: *const u16, levelTagElement: *const u16, levelIndex: *const u32, tagGroup: u16, tagElement: u16, vr: ValueRepresentation, payload: *mut c_void)>;

/// Answers one worklist query.
pub type OrthancPluginWorklistCallback = Option<unsafe extern "C" fn(answers: *mut OrthancPluginWorklistAnswers, query: *const OrthancPluginWorklistQuery, issuerAet: *const c_char, calledAet: *const c_char) -> ErrorCode>;

/// Answers one C-FIND query.
pub type OrthancPluginFindCallback = Option<unsafe extern "C" fn(answers: *mut OrthancPluginFindAnswers, query: *const OrthancPluginFindQuery, issuerAet: *const c_char, calledAet: *const c_char) -> ErrorCode>;

/// Prepares one C-MOVE request; NULL refuses it.
pub type OrthancPluginMoveCallback = Option<unsafe extern "C" fn(resourceType: ResourceType, patientId: *const c_char, accessionNumber: *const c_char, studyInstanceUid: *const c_char, seriesInstanceUid: *const c_char, sopInstanceUid: *const c_char, originatorAet: *const c_char, sourceAet: *const c_char, targetAet: *const c_char, originatorId: u16) -> *mut c_void>;

/// How many instances there are to move.
pub type OrthancPluginGetMoveSize = Option<unsafe extern "C" fn(moveDriver: *mut c_void) -> u32>;

/// Moves the next instance.
pub type OrthancPluginApplyMove = Option<unsafe extern "C" fn(moveDriver: *mut c_void) -> ErrorCode>;

/// Frees the data of a C-MOVE request.
pub type OrthancPluginFreeMove = Option<unsafe extern "C" fn(moveDriver: *mut c_void)>;

/// Prepares the answer to one storage commitment request.
pub type OrthancPluginStorageCommitmentFactory = Option<unsafe extern "C" fn(handler: *mut *mut c_void, jobId: *const c_char, transactionUid: *const c_char, sopClassUids: *const *const c_char, sopInstanceUids: *const *const c_char, countInstances: u32, remoteAet: *const c_char, calledAet: *const c_char) -> ErrorCode>;

/// Frees the data of a storage commitment request.
pub type OrthancPluginStorageCommitmentDestructor = Option<unsafe extern "C" fn(handler: *mut c_void)>;

/// Says whether one instance is kept safely, or why not.
pub type OrthancPluginStorageCommitmentLookup = Option<unsafe extern "C" fn(target: *mut StorageCommitmentFailureReason, handler: *mut c_void, sopClassUid: *const c_char, sopInstanceUid: *const c_char) -> ErrorCode>;

/// Frees memory that came from the plugin.
pub type OrthancPluginFree = Option<unsafe extern "C" fn(buffer: *mut c_void)>;

/// Writes a file.
pub type OrthancPluginStorageCreate = Option<unsafe extern "C" fn(uuid: *const c_char, content: *const c_void, size: i64, r#type: ContentType) -> ErrorCode>;

/// Reads a file into memory that the plugin allocates.
pub type OrthancPluginStorageRead = Option<unsafe extern "C" fn(content: *mut *mut c_void, size: *mut i64, uuid: *const c_char, r#type: ContentType) -> ErrorCode>;

/// Reads a file into a memory buffer that the plugin allocates.
pub type OrthancPluginStorageReadWhole = Option<unsafe extern "C" fn(target: *mut OrthancPluginMemoryBuffer64, uuid: *const c_char, r#type: ContentType) -> ErrorCode>;

/// Fills a memory buffer with the bytes of a file from `rangeStart` on.
pub type OrthancPluginStorageReadRange = Option<unsafe extern "C" fn(target: *mut OrthancPluginMemoryBuffer64, uuid: *const c_char, r#type: ContentType, rangeStart: u64) -> ErrorCode>;

/// Removes a file.
pub type OrthancPluginStorageRemove = Option<unsafe extern "C" fn(uuid: *const c_char, r#type: ContentType) -> ErrorCode>;

/// Answers one request to the database; both are protocol buffers.
pub type OrthancPluginCallDatabaseBackendV4 = Option<unsafe extern "C" fn(response: *mut OrthancPluginMemoryBuffer64, backend: *mut c_void, request: *const c_void, requestSize: u64) -> ErrorCode>;

/// Closes the database.
pub type OrthancPluginFinalizeDatabaseBackendV4 = Option<unsafe extern "C" fn(backend: *mut c_void)>;

/// Frees a job.
pub type OrthancPluginJobFinalize = Option<unsafe extern "C" fn(job: *mut c_void)>;

/// How much of a job is done, from 0 to 1.
pub type OrthancPluginJobGetProgress = Option<unsafe extern "C" fn(job: *mut c_void) -> f32>;

/// Returns the public description of a job, as JSON; the text belongs to the job.
pub type OrthancPluginJobGetContent = Option<unsafe extern "C" fn(job: *mut c_void) -> *const c_char>;

/// Writes the public description of a job, as JSON, into a memory buffer.
pub type OrthancPluginJobGetContent2 = Option<unsafe extern "C" fn(target: *mut OrthancPluginMemoryBuffer, job: *mut c_void) -> ErrorCode>;

/// Returns the JSON from which the job can be created again; NULL if it cannot be.
pub type OrthancPluginJobGetSerialized = Option<unsafe extern "C" fn(job: *mut c_void) -> *const c_char>;

/// Writes the JSON from which the job can be created again: returns 1 if it can be, 0 if not, -1 for an error.
pub type OrthancPluginJobGetSerialized2 = Option<unsafe extern "C" fn(target: *mut OrthancPluginMemoryBuffer, job: *mut c_void) -> i32>;

/// Does one step of a job.
pub type OrthancPluginJobStep = Option<unsafe extern "C" fn(job: *mut c_void) -> JobStepStatus>;

/// Stops a job.
pub type OrthancPluginJobStop = Option<unsafe extern "C" fn(job: *mut c_void, reason: JobStopReason) -> ErrorCode>;

/// Resets a stopped job, so that it can start again.
pub type OrthancPluginJobReset = Option<unsafe extern "C" fn(job: *mut c_void) -> ErrorCode>;

/// Creates a job again from JSON; returns NULL if the plugin does not know its type.
pub type OrthancPluginJobsUnserializer = Option<unsafe extern "C" fn(jobType: *const c_char, serialized: *const c_char) -> *mut OrthancPluginJob>;

/// Updates the metrics.
pub type OrthancPluginRefreshMetricsCallback = Option<unsafe extern "C" fn()>;

/// Of the host: adds a file to the content of a folder.
pub type OrthancPluginWebDavAddFile = Option<unsafe extern "C" fn(collection: *mut OrthancPluginWebDavCollection, name: *const c_char, size: u64, mimeType: *const c_char, dateTime: *const c_char) -> ErrorCode>;

/// Of the host: adds a folder to the content of a folder.
pub type OrthancPluginWebDavAddFolder = Option<unsafe extern "C" fn(collection: *mut OrthancPluginWebDavCollection, name: *const c_char, dateTime: *const c_char) -> ErrorCode>;

/// Of the host: takes the content of a file.
pub type OrthancPluginWebDavRetrieveFile = Option<unsafe extern "C" fn(collection: *mut OrthancPluginWebDavCollection, data: *const c_void, size: u64, mimeType: *const c_char, dateTime: *const c_char) -> ErrorCode>;

/// Says whether a folder exists.
pub type OrthancPluginWebDavIsExistingFolderCallback = Option<unsafe extern "C" fn(isExisting: *mut u8, pathSize: u32, pathItems: *const *const c_char, payload: *mut c_void) -> ErrorCode>;

/// Lists the content of a folder by calling `addFile` and `addFolder`.
pub type OrthancPluginWebDavListFolderCallback = Option<unsafe extern "C" fn(isExisting: *mut u8, collection: *mut OrthancPluginWebDavCollection, addFile: OrthancPluginWebDavAddFile, addFolder: OrthancPluginWebDavAddFolder, pathSize: u32, pathItems: *const *const c_char, payload: *mut c_void) -> ErrorCode>;

/// Passes a file to `retrieveFile`, which it does not call if the file is absent.
pub type OrthancPluginWebDavRetrieveFileCallback = Option<unsafe extern "C" fn(collection: *mut OrthancPluginWebDavCollection, retrieveFile: OrthancPluginWebDavRetrieveFile, pathSize: u32, pathItems: *const *const c_char, payload: *mut c_void) -> ErrorCode>;

/// Writes a file, or says that the folder is read-only.
pub type OrthancPluginWebDavStoreFileCallback = Option<unsafe extern "C" fn(isReadOnly: *mut u8, pathSize: u32, pathItems: *const *const c_char, data: *const c_void, size: u64, payload: *mut c_void) -> ErrorCode>;

/// Makes a folder, or says that the folder is read-only.
pub type OrthancPluginWebDavCreateFolderCallback = Option<unsafe extern "C" fn(isReadOnly: *mut u8, pathSize: u32, pathItems: *const *const c_char, payload: *mut c_void) -> ErrorCode>;

/// Deletes a file or a folder, or says that the folder is read-only.
pub type OrthancPluginWebDavDeleteItemCallback = Option<unsafe extern "C" fn(isReadOnly: *mut u8, pathSize: u32, pathItems: *const *const c_char, payload: *mut c_void) -> ErrorCode>;

#[link(wasm_import_module = "orthanc")]
extern "C" {
    /// Registers a route; its callback never runs concurrently with another one of this kind.
    pub fn OrthancPluginRegisterRestCallback(context: *mut OrthancPluginContext, pathRegularExpression: *const c_char, callback: OrthancPluginRestCallback);
    /// Registers a route whose callback may run concurrently with others.
    pub fn OrthancPluginRegisterRestCallbackNoLock(context: *mut OrthancPluginContext, pathRegularExpression: *const c_char, callback: OrthancPluginRestCallback);
    /// Registers a route whose request bodies arrive piece by piece.
    pub fn OrthancPluginRegisterChunkedRestCallback(context: *mut OrthancPluginContext, pathRegularExpression: *const c_char, getHandler: OrthancPluginRestCallback, postHandler: OrthancPluginServerChunkedRequestReaderFactory, deleteHandler: OrthancPluginRestCallback, putHandler: OrthancPluginServerChunkedRequestReaderFactory, addChunk: OrthancPluginServerChunkedRequestReaderAddChunk, execute: OrthancPluginServerChunkedRequestReaderExecute, finalize: OrthancPluginServerChunkedRequestReaderFinalize);
    /// Registers a callback that runs after an instance is stored.
    pub fn OrthancPluginRegisterOnStoredInstanceCallback(context: *mut OrthancPluginContext, callback: OrthancPluginOnStoredInstanceCallback);
    /// Registers a callback that runs when a resource changes, or the server starts or stops.
    pub fn OrthancPluginRegisterOnChangeCallback(context: *mut OrthancPluginContext, callback: OrthancPluginOnChangeCallback);
    /// Registers a callback that accepts or refuses HTTP requests.
    pub fn OrthancPluginRegisterIncomingHttpRequestFilter(context: *mut OrthancPluginContext, callback: OrthancPluginIncomingHttpRequestFilter) -> ErrorCode;
    /// Registers a callback that accepts or refuses HTTP requests, and also receives their query.
    pub fn OrthancPluginRegisterIncomingHttpRequestFilter2(context: *mut OrthancPluginContext, callback: OrthancPluginIncomingHttpRequestFilter2) -> ErrorCode;
    /// Registers a callback that decides whether an incoming instance is stored.
    pub fn OrthancPluginRegisterIncomingDicomInstanceFilter(context: *mut OrthancPluginContext, callback: OrthancPluginIncomingDicomInstanceFilter) -> ErrorCode;
    /// Registers a callback that decides whether an instance from C-STORE is stored, and with which DIMSE status it is refused.
    pub fn OrthancPluginRegisterIncomingCStoreInstanceFilter(context: *mut OrthancPluginContext, callback: OrthancPluginIncomingCStoreInstanceFilter) -> ErrorCode;
    /// Registers a callback that keeps, changes or discards an instance before it is stored.
    pub fn OrthancPluginRegisterReceivedInstanceCallback(context: *mut OrthancPluginContext, callback: OrthancPluginReceivedInstanceCallback) -> ErrorCode;
    /// Answers with status 200, the bytes given and their type.
    pub fn OrthancPluginAnswerBuffer(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, answer: *const c_void, answerSize: u32, mimeType: *const c_char);
    /// Answers with an image as PNG, compressed by the host.
    pub fn OrthancPluginCompressAndAnswerPngImage(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, format: PixelFormat, width: u32, height: u32, pitch: u32, buffer: *const c_void);
    /// Sends the client to another path.
    pub fn OrthancPluginRedirect(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, redirection: *const c_char);
    /// Answers with a status and an empty body.
    pub fn OrthancPluginSendHttpStatusCode(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, status: u16);
    /// Answers 401 and asks for Basic authentication in a realm.
    pub fn OrthancPluginSendUnauthorized(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, realm: *const c_char);
    /// Answers 405 with the list of methods that are allowed.
    pub fn OrthancPluginSendMethodNotAllowed(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, allowedMethods: *const c_char);
    /// Adds a cookie to the answer to come.
    pub fn OrthancPluginSetCookie(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, cookie: *const c_char, value: *const c_char);
    /// Adds a header to the answer to come.
    pub fn OrthancPluginSetHttpHeader(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, key: *const c_char, value: *const c_char);
    /// Begins an answer of several parts, `multipart/mixed` or `multipart/related`.
    pub fn OrthancPluginStartMultipartAnswer(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, subType: *const c_char, contentType: *const c_char) -> ErrorCode;
    /// Adds one part to a multipart answer.
    pub fn OrthancPluginSendMultipartItem(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, answer: *const c_void, answerSize: u32) -> ErrorCode;
    /// Answers with a status and a body.
    pub fn OrthancPluginSendHttpStatus(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, status: u16, body: *const c_void, bodySize: u32);
    /// Adds one part with headers of its own to a multipart answer.
    pub fn OrthancPluginSendMultipartItem2(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, answer: *const c_void, answerSize: u32, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char) -> ErrorCode;
    /// Answers with an image as JPEG of a quality from 1 to 100, compressed by the host.
    pub fn OrthancPluginCompressAndAnswerJpegImage(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, format: PixelFormat, width: u32, height: u32, pitch: u32, buffer: *const c_void, quality: u8);
    /// Says why the callback is about to fail; shown in the JSON of the error answer.
    pub fn OrthancPluginSetHttpErrorDetails(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, details: *const c_char, log: u8);
    /// Begins an answer whose body is sent in chunks of any size.
    pub fn OrthancPluginStartStreamAnswer(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, contentType: *const c_char) -> ErrorCode;
    /// Sends the next bytes of an answer that was begun with OrthancPluginStartStreamAnswer.
    pub fn OrthancPluginSendStreamChunk(context: *mut OrthancPluginContext, output: *mut OrthancPluginRestOutput, answer: *const c_void, answerSize: u32) -> ErrorCode;
    /// Reads the DICOM file of an instance by its identifier.
    pub fn OrthancPluginGetDicomForInstance(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, instanceId: *const c_char) -> ErrorCode;
    /// Sends a GET to the built-in REST API.
    pub fn OrthancPluginRestApiGet(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char) -> ErrorCode;
    /// Sends a POST to the built-in REST API.
    pub fn OrthancPluginRestApiPost(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char, body: *const c_void, bodySize: u32) -> ErrorCode;
    /// Sends a DELETE to the built-in REST API.
    pub fn OrthancPluginRestApiDelete(context: *mut OrthancPluginContext, uri: *const c_char) -> ErrorCode;
    /// Sends a PUT to the built-in REST API.
    pub fn OrthancPluginRestApiPut(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char, body: *const c_void, bodySize: u32) -> ErrorCode;
    /// The identifier of the patient with this Patient ID (0010,0020); NULL if it is unknown.
    pub fn OrthancPluginLookupPatient(context: *mut OrthancPluginContext, patientID: *const c_char) -> *mut c_char;
    /// The identifier of the study with this Study Instance UID (0020,000d); NULL if it is unknown.
    pub fn OrthancPluginLookupStudy(context: *mut OrthancPluginContext, studyUID: *const c_char) -> *mut c_char;
    /// The identifier of the study with this Accession Number (0008,0050); NULL if it is unknown.
    pub fn OrthancPluginLookupStudyWithAccessionNumber(context: *mut OrthancPluginContext, accessionNumber: *const c_char) -> *mut c_char;
    /// The identifier of the series with this Series Instance UID (0020,000e); NULL if it is unknown.
    pub fn OrthancPluginLookupSeries(context: *mut OrthancPluginContext, seriesUID: *const c_char) -> *mut c_char;
    /// The identifier of the instance with this SOP Instance UID (0008,0018); NULL if it is unknown.
    pub fn OrthancPluginLookupInstance(context: *mut OrthancPluginContext, sopInstanceUID: *const c_char) -> *mut c_char;
    /// Sends a GET to the REST API with the routes of the plugins.
    pub fn OrthancPluginRestApiGetAfterPlugins(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char) -> ErrorCode;
    /// Sends a POST to the REST API with the routes of the plugins.
    pub fn OrthancPluginRestApiPostAfterPlugins(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char, body: *const c_void, bodySize: u32) -> ErrorCode;
    /// Sends a DELETE to the REST API with the routes of the plugins.
    pub fn OrthancPluginRestApiDeleteAfterPlugins(context: *mut OrthancPluginContext, uri: *const c_char) -> ErrorCode;
    /// Sends a PUT to the REST API with the routes of the plugins.
    pub fn OrthancPluginRestApiPutAfterPlugins(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char, body: *const c_void, bodySize: u32) -> ErrorCode;
    /// Sends a GET with headers to the REST API, with or without the routes of the plugins.
    pub fn OrthancPluginRestApiGet2(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, uri: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char, afterPlugins: i32) -> ErrorCode;
    /// Sends any request to the REST API; returns the body, the headers and the status of the answer.
    pub fn OrthancPluginCallRestApi(context: *mut OrthancPluginContext, answerBody: *mut OrthancPluginMemoryBuffer, answerHeaders: *mut OrthancPluginMemoryBuffer, httpStatus: *mut u16, method: HttpMethod, uri: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char, body: *const c_void, bodySize: u32, afterPlugins: u8) -> ErrorCode;
    /// A value for the header `Authorization` that opens the REST API to another program.
    pub fn OrthancPluginGenerateRestApiAuthorizationToken(context: *mut OrthancPluginContext) -> *mut c_char;
    /// Sends a GET to a URL.
    pub fn OrthancPluginHttpGet(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, url: *const c_char, username: *const c_char, password: *const c_char) -> ErrorCode;
    /// Sends a POST to a URL.
    pub fn OrthancPluginHttpPost(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, url: *const c_char, body: *const c_void, bodySize: u32, username: *const c_char, password: *const c_char) -> ErrorCode;
    /// Sends a PUT to a URL.
    pub fn OrthancPluginHttpPut(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, url: *const c_char, body: *const c_void, bodySize: u32, username: *const c_char, password: *const c_char) -> ErrorCode;
    /// Sends a DELETE to a URL.
    pub fn OrthancPluginHttpDelete(context: *mut OrthancPluginContext, url: *const c_char, username: *const c_char, password: *const c_char) -> ErrorCode;
    /// Sends any request to a URL; returns the body, the headers and the status of the answer.
    pub fn OrthancPluginHttpClient(context: *mut OrthancPluginContext, answerBody: *mut OrthancPluginMemoryBuffer, answerHeaders: *mut OrthancPluginMemoryBuffer, httpStatus: *mut u16, method: HttpMethod, url: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char, body: *const c_void, bodySize: u32, username: *const c_char, password: *const c_char, timeout: u32, certificateFile: *const c_char, certificateKeyFile: *const c_char, certificateKeyPassword: *const c_char, pkcs11: u8) -> ErrorCode;
    /// Sends a request whose body is asked for, and whose answer is handed over, piece by piece.
    pub fn OrthancPluginChunkedHttpClient(context: *mut OrthancPluginContext, answer: *mut c_void, answerAddChunk: OrthancPluginChunkedClientAnswerAddChunk, answerAddHeader: OrthancPluginChunkedClientAnswerAddHeader, httpStatus: *mut u16, method: HttpMethod, url: *const c_char, headersCount: u32, headersKeys: *const *const c_char, headersValues: *const *const c_char, request: *mut c_void, requestIsDone: OrthancPluginChunkedClientRequestIsDone, requestChunkData: OrthancPluginChunkedClientRequestGetChunkData, requestChunkSize: OrthancPluginChunkedClientRequestGetChunkSize, requestNext: OrthancPluginChunkedClientRequestNext, username: *const c_char, password: *const c_char, timeout: u32, certificateFile: *const c_char, certificateKeyFile: *const c_char, certificateKeyPassword: *const c_char, pkcs11: u8) -> ErrorCode;
    /// The list of peers; freed with `OrthancPluginFreePeers`.
    pub fn OrthancPluginGetPeers(context: *mut OrthancPluginContext) -> *mut OrthancPluginPeers;
    /// Frees a list of peers.
    pub fn OrthancPluginFreePeers(context: *mut OrthancPluginContext, peers: *mut OrthancPluginPeers);
    /// How many peers a list has.
    pub fn OrthancPluginGetPeersCount(context: *mut OrthancPluginContext, peers: *const OrthancPluginPeers) -> u32;
    /// The name of a peer; it belongs to the list.
    pub fn OrthancPluginGetPeerName(context: *mut OrthancPluginContext, peers: *const OrthancPluginPeers, peerIndex: u32) -> *const c_char;
    /// The URL of a peer; it belongs to the list.
    pub fn OrthancPluginGetPeerUrl(context: *mut OrthancPluginContext, peers: *const OrthancPluginPeers, peerIndex: u32) -> *const c_char;
    /// An additional property of a peer; it belongs to the list, and is NULL if the peer does not have it.
    pub fn OrthancPluginGetPeerUserProperty(context: *mut OrthancPluginContext, peers: *const OrthancPluginPeers, peerIndex: u32, userProperty: *const c_char) -> *const c_char;
    /// Sends a request to the REST API of a peer; returns the body, the headers and the status of the answer.
    pub fn OrthancPluginCallPeerApi(context: *mut OrthancPluginContext, answerBody: *mut OrthancPluginMemoryBuffer, answerHeaders: *mut OrthancPluginMemoryBuffer, httpStatus: *mut u16, peers: *const OrthancPluginPeers, peerIndex: u32, method: HttpMethod, uri: *const c_char, additionalHeadersCount: u32, additionalHeadersKeys: *const *const c_char, additionalHeadersValues: *const *const c_char, body: *const c_void, bodySize: u32, timeout: u32) -> ErrorCode;
    /// The pixel format of an image.
    pub fn OrthancPluginGetImagePixelFormat(context: *mut OrthancPluginContext, image: *const OrthancPluginImage) -> PixelFormat;
    /// The width of an image in pixels.
    pub fn OrthancPluginGetImageWidth(context: *mut OrthancPluginContext, image: *const OrthancPluginImage) -> u32;
    /// The height of an image in pixels.
    pub fn OrthancPluginGetImageHeight(context: *mut OrthancPluginContext, image: *const OrthancPluginImage) -> u32;
    /// The distance of two rows of an image in bytes.
    pub fn OrthancPluginGetImagePitch(context: *mut OrthancPluginContext, image: *const OrthancPluginImage) -> u32;
    /// The address of the pixels of an image; they belong to it.
    pub fn OrthancPluginGetImageBuffer(context: *mut OrthancPluginContext, image: *const OrthancPluginImage) -> *mut c_void;
    /// Decodes a PNG or a JPEG; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginUncompressImage(context: *mut OrthancPluginContext, data: *const c_void, size: u32, format: ImageFormat) -> *mut OrthancPluginImage;
    /// Frees an image.
    pub fn OrthancPluginFreeImage(context: *mut OrthancPluginContext, image: *mut OrthancPluginImage);
    /// Encodes an image as PNG.
    pub fn OrthancPluginCompressPngImage(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, format: PixelFormat, width: u32, height: u32, pitch: u32, buffer: *const c_void) -> ErrorCode;
    /// Encodes an image as JPEG of a quality from 1 to 100.
    pub fn OrthancPluginCompressJpegImage(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, format: PixelFormat, width: u32, height: u32, pitch: u32, buffer: *const c_void, quality: u8) -> ErrorCode;
    /// A copy of an image in another pixel format; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginConvertPixelFormat(context: *mut OrthancPluginContext, source: *const OrthancPluginImage, targetFormat: PixelFormat) -> *mut OrthancPluginImage;
    /// An image with undefined pixels; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginCreateImage(context: *mut OrthancPluginContext, format: PixelFormat, width: u32, height: u32) -> *mut OrthancPluginImage;
    /// An image over pixels that stay the plugin’s; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginCreateImageAccessor(context: *mut OrthancPluginContext, format: PixelFormat, width: u32, height: u32, pitch: u32, buffer: *mut c_void) -> *mut OrthancPluginImage;
    /// Decodes one frame of a DICOM file; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginDecodeDicomImage(context: *mut OrthancPluginContext, buffer: *const c_void, bufferSize: u32, frameIndex: u32) -> *mut OrthancPluginImage;
    /// Registers a callback that decodes the frames of DICOM files.
    pub fn OrthancPluginRegisterDecodeImageCallback(context: *mut OrthancPluginContext, callback: OrthancPluginDecodeImageCallback) -> ErrorCode;
    /// How many fonts there are.
    pub fn OrthancPluginGetFontsCount(context: *mut OrthancPluginContext) -> u32;
    /// The name of a font; it must not be freed.
    pub fn OrthancPluginGetFontName(context: *mut OrthancPluginContext, fontIndex: u32) -> *const c_char;
    /// The size of a font in pixels.
    pub fn OrthancPluginGetFontSize(context: *mut OrthancPluginContext, fontIndex: u32) -> u32;
    /// Draws a text on an image.
    pub fn OrthancPluginDrawText(context: *mut OrthancPluginContext, image: *mut OrthancPluginImage, fontIndex: u32, utf8Text: *const c_char, x: i32, y: i32, r: u8, g: u8, b: u8) -> ErrorCode;
    /// The application entity that sent an instance; it belongs to the instance.
    pub fn OrthancPluginGetInstanceRemoteAet(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> *const c_char;
    /// The size of an instance in bytes.
    pub fn OrthancPluginGetInstanceSize(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> i64;
    /// The address of the DICOM file of an instance; it belongs to the instance.
    pub fn OrthancPluginGetInstanceData(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> *const c_void;
    /// The tags of an instance as JSON.
    pub fn OrthancPluginGetInstanceJson(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> *mut c_char;
    /// The tags of an instance as JSON with names instead of numbers.
    pub fn OrthancPluginGetInstanceSimplifiedJson(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> *mut c_char;
    /// Whether an instance has some metadata.
    pub fn OrthancPluginHasInstanceMetadata(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, metadata: *const c_char) -> i32;
    /// A metadata of an instance; it belongs to the instance.
    pub fn OrthancPluginGetInstanceMetadata(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, metadata: *const c_char) -> *const c_char;
    /// The way by which an instance arrived.
    pub fn OrthancPluginGetInstanceOrigin(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> InstanceOrigin;
    /// The transfer syntax of an instance; empty if it is not known.
    pub fn OrthancPluginGetInstanceTransferSyntaxUid(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> *mut c_char;
    /// Whether an instance has pixel data.
    pub fn OrthancPluginHasInstancePixelData(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> i32;
    /// Parses a DICOM file; freed with `OrthancPluginFreeDicomInstance`.
    pub fn OrthancPluginCreateDicomInstance(context: *mut OrthancPluginContext, buffer: *const c_void, size: u32) -> *mut OrthancPluginDicomInstance;
    /// Frees an instance that the plugin made or loaded.
    pub fn OrthancPluginFreeDicomInstance(context: *mut OrthancPluginContext, dicom: *mut OrthancPluginDicomInstance);
    /// How many frames an instance has.
    pub fn OrthancPluginGetInstanceFramesCount(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance) -> u32;
    /// The bytes of a frame as the file has them.
    pub fn OrthancPluginGetInstanceRawFrame(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, instance: *const OrthancPluginDicomInstance, frameIndex: u32) -> ErrorCode;
    /// A frame of an instance as an image; freed with `OrthancPluginFreeImage`.
    pub fn OrthancPluginGetInstanceDecodedFrame(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, frameIndex: u32) -> *mut OrthancPluginImage;
    /// Parses a DICOM file and brings it into another transfer syntax; freed with `OrthancPluginFreeDicomInstance`.
    pub fn OrthancPluginTranscodeDicomInstance(context: *mut OrthancPluginContext, buffer: *const c_void, size: u32, transferSyntax: *const c_char) -> *mut OrthancPluginDicomInstance;
    /// An instance as a DICOM file.
    pub fn OrthancPluginSerializeDicomInstance(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, instance: *const OrthancPluginDicomInstance) -> ErrorCode;
    /// The tags of an instance as JSON, in a format of choice.
    pub fn OrthancPluginGetInstanceAdvancedJson(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, format: DicomToJsonFormat, flags: DicomToJsonFlags, maxStringLength: u32) -> *mut c_char;
    /// An instance as DICOMweb JSON.
    pub fn OrthancPluginGetInstanceDicomWebJson(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, callback: OrthancPluginDicomWebBinaryCallback2, payload: *mut c_void) -> *mut c_char;
    /// An instance as DICOMweb XML.
    pub fn OrthancPluginGetInstanceDicomWebXml(context: *mut OrthancPluginContext, instance: *const OrthancPluginDicomInstance, callback: OrthancPluginDicomWebBinaryCallback2, payload: *mut c_void) -> *mut c_char;
    /// Loads a stored instance; freed with `OrthancPluginFreeDicomInstance`.
    pub fn OrthancPluginLoadDicomInstance(context: *mut OrthancPluginContext, instanceId: *const c_char, mode: LoadDicomInstanceMode) -> *mut OrthancPluginDicomInstance;
    /// The tags of a DICOM file as JSON.
    pub fn OrthancPluginDicomBufferToJson(context: *mut OrthancPluginContext, buffer: *const c_void, size: u32, format: DicomToJsonFormat, flags: DicomToJsonFlags, maxStringLength: u32) -> *mut c_char;
    /// The tags of a stored instance as JSON.
    pub fn OrthancPluginDicomInstanceToJson(context: *mut OrthancPluginContext, instanceId: *const c_char, format: DicomToJsonFormat, flags: DicomToJsonFlags, maxStringLength: u32) -> *mut c_char;
    /// Creates a DICOM file from tags in JSON and an optional image.
    pub fn OrthancPluginCreateDicom(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, json: *const c_char, pixelData: *const OrthancPluginImage, flags: CreateDicomFlags) -> ErrorCode;
    /// Creates a DICOM file from tags in JSON, with a private creator and an optional image.
    pub fn OrthancPluginCreateDicom2(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, json: *const c_char, pixelData: *const OrthancPluginImage, flags: CreateDicomFlags, privateCreator: *const c_char) -> ErrorCode;
    /// A DICOM file as DICOMweb JSON.
    pub fn OrthancPluginEncodeDicomWebJson(context: *mut OrthancPluginContext, dicom: *const c_void, dicomSize: u32, callback: OrthancPluginDicomWebBinaryCallback) -> *mut c_char;
    /// A DICOM file as DICOMweb XML.
    pub fn OrthancPluginEncodeDicomWebXml(context: *mut OrthancPluginContext, dicom: *const c_void, dicomSize: u32, callback: OrthancPluginDicomWebBinaryCallback) -> *mut c_char;
    /// A DICOM file as DICOMweb JSON, with a value that the callback is given.
    pub fn OrthancPluginEncodeDicomWebJson2(context: *mut OrthancPluginContext, dicom: *const c_void, dicomSize: u32, callback: OrthancPluginDicomWebBinaryCallback2, payload: *mut c_void) -> *mut c_char;
    /// A DICOM file as DICOMweb XML, with a value that the callback is given.
    pub fn OrthancPluginEncodeDicomWebXml2(context: *mut OrthancPluginContext, dicom: *const c_void, dicomSize: u32, callback: OrthancPluginDicomWebBinaryCallback2, payload: *mut c_void) -> *mut c_char;
    /// Registers a callback that converts DICOM files to other transfer syntaxes.
    pub fn OrthancPluginRegisterTranscoderCallback(context: *mut OrthancPluginContext, callback: OrthancPluginTranscoderCallback) -> ErrorCode;
    /// Adds a tag to the dictionary.
    pub fn OrthancPluginRegisterDictionaryTag(context: *mut OrthancPluginContext, group: u16, element: u16, vr: ValueRepresentation, name: *const c_char, minMultiplicity: u32, maxMultiplicity: u32) -> ErrorCode;
    /// Adds a private tag to the dictionary.
    pub fn OrthancPluginRegisterPrivateDictionaryTag(context: *mut OrthancPluginContext, group: u16, element: u16, vr: ValueRepresentation, name: *const c_char, minMultiplicity: u32, maxMultiplicity: u32, privateCreator: *const c_char) -> ErrorCode;
    /// Finds a tag by its name.
    pub fn OrthancPluginLookupDictionary(context: *mut OrthancPluginContext, target: *mut OrthancPluginDictionaryEntry, name: *const c_char) -> ErrorCode;
    /// The name of a tag.
    pub fn OrthancPluginGetTagName(context: *mut OrthancPluginContext, group: u16, element: u16, privateCreator: *const c_char) -> *mut c_char;
    /// Registers a callback that answers modality worklist queries.
    pub fn OrthancPluginRegisterWorklistCallback(context: *mut OrthancPluginContext, callback: OrthancPluginWorklistCallback) -> ErrorCode;
    /// Adds a worklist to the answers.
    pub fn OrthancPluginWorklistAddAnswer(context: *mut OrthancPluginContext, answers: *mut OrthancPluginWorklistAnswers, query: *const OrthancPluginWorklistQuery, dicom: *const c_void, size: u32) -> ErrorCode;
    /// Says that there are more answers than were given.
    pub fn OrthancPluginWorklistMarkIncomplete(context: *mut OrthancPluginContext, answers: *mut OrthancPluginWorklistAnswers) -> ErrorCode;
    /// Whether a worklist matches a query.
    pub fn OrthancPluginWorklistIsMatch(context: *mut OrthancPluginContext, query: *const OrthancPluginWorklistQuery, dicom: *const c_void, size: u32) -> i32;
    /// The query as a DICOM file.
    pub fn OrthancPluginWorklistGetDicomQuery(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, query: *const OrthancPluginWorklistQuery) -> ErrorCode;
    /// Registers a callback that answers C-FIND queries other than for worklists.
    pub fn OrthancPluginRegisterFindCallback(context: *mut OrthancPluginContext, callback: OrthancPluginFindCallback) -> ErrorCode;
    /// Adds a DICOM file to the answers.
    pub fn OrthancPluginFindAddAnswer(context: *mut OrthancPluginContext, answers: *mut OrthancPluginFindAnswers, dicom: *const c_void, size: u32) -> ErrorCode;
    /// Says that there are more answers than were given.
    pub fn OrthancPluginFindMarkIncomplete(context: *mut OrthancPluginContext, answers: *mut OrthancPluginFindAnswers) -> ErrorCode;
    /// How many tags a query has.
    pub fn OrthancPluginGetFindQuerySize(context: *mut OrthancPluginContext, query: *const OrthancPluginFindQuery) -> u32;
    /// The number of a tag of a query.
    pub fn OrthancPluginGetFindQueryTag(context: *mut OrthancPluginContext, group: *mut u16, element: *mut u16, query: *const OrthancPluginFindQuery, index: u32) -> ErrorCode;
    /// The name of a tag of a query.
    pub fn OrthancPluginGetFindQueryTagName(context: *mut OrthancPluginContext, query: *const OrthancPluginFindQuery, index: u32) -> *mut c_char;
    /// The value of a tag of a query.
    pub fn OrthancPluginGetFindQueryValue(context: *mut OrthancPluginContext, query: *const OrthancPluginFindQuery, index: u32) -> *mut c_char;
    /// Prepares a query to be compared with DICOM files; freed with `OrthancPluginFreeFindMatcher`.
    pub fn OrthancPluginCreateFindMatcher(context: *mut OrthancPluginContext, query: *const c_void, size: u32) -> *mut OrthancPluginFindMatcher;
    /// Frees a prepared query.
    pub fn OrthancPluginFreeFindMatcher(context: *mut OrthancPluginContext, matcher: *mut OrthancPluginFindMatcher);
    /// Whether a DICOM file matches a prepared query.
    pub fn OrthancPluginFindMatcherIsMatch(context: *mut OrthancPluginContext, matcher: *const OrthancPluginFindMatcher, dicom: *const c_void, size: u32) -> i32;
    /// Registers callbacks that carry out C-MOVE requests.
    pub fn OrthancPluginRegisterMoveCallback(context: *mut OrthancPluginContext, callback: OrthancPluginMoveCallback, getMoveSize: OrthancPluginGetMoveSize, applyMove: OrthancPluginApplyMove, freeMove: OrthancPluginFreeMove) -> ErrorCode;
    /// Registers a callback that answers storage commitment requests.
    pub fn OrthancPluginRegisterStorageCommitmentScpCallback(context: *mut OrthancPluginContext, factory: OrthancPluginStorageCommitmentFactory, destructor: OrthancPluginStorageCommitmentDestructor, lookup: OrthancPluginStorageCommitmentLookup) -> ErrorCode;
    /// Makes a job whose texts belong to the plugin.
    pub fn OrthancPluginCreateJob(context: *mut OrthancPluginContext, job: *mut c_void, finalize: OrthancPluginJobFinalize, r#type: *const c_char, getProgress: OrthancPluginJobGetProgress, getContent: OrthancPluginJobGetContent, getSerialized: OrthancPluginJobGetSerialized, step: OrthancPluginJobStep, stop: OrthancPluginJobStop, reset: OrthancPluginJobReset) -> *mut OrthancPluginJob;
    /// Makes a job that writes its texts into memory buffers.
    pub fn OrthancPluginCreateJob2(context: *mut OrthancPluginContext, job: *mut c_void, finalize: OrthancPluginJobFinalize, r#type: *const c_char, getProgress: OrthancPluginJobGetProgress, getContent: OrthancPluginJobGetContent2, getSerialized: OrthancPluginJobGetSerialized2, step: OrthancPluginJobStep, stop: OrthancPluginJobStop, reset: OrthancPluginJobReset) -> *mut OrthancPluginJob;
    /// Frees a job that was not submitted.
    pub fn OrthancPluginFreeJob(context: *mut OrthancPluginContext, job: *mut OrthancPluginJob);
    /// Hands a job over to the server and returns its identifier.
    pub fn OrthancPluginSubmitJob(context: *mut OrthancPluginContext, job: *mut OrthancPluginJob, priority: i32) -> *mut c_char;
    /// Registers a callback that restores a job from its text after a restart.
    pub fn OrthancPluginRegisterJobsUnserializer(context: *mut OrthancPluginContext, unserializer: OrthancPluginJobsUnserializer);
    /// Registers where files are kept, read as a whole.
    pub fn OrthancPluginRegisterStorageArea(context: *mut OrthancPluginContext, create: OrthancPluginStorageCreate, read: OrthancPluginStorageRead, remove: OrthancPluginStorageRemove);
    /// Registers where files are kept, read as a whole or in ranges.
    pub fn OrthancPluginRegisterStorageArea2(context: *mut OrthancPluginContext, create: OrthancPluginStorageCreate, readWhole: OrthancPluginStorageReadWhole, readRange: OrthancPluginStorageReadRange, remove: OrthancPluginStorageRemove);
    /// Writes a file into a storage area.
    pub fn OrthancPluginStorageAreaCreate(context: *mut OrthancPluginContext, storageArea: *mut OrthancPluginStorageArea, uuid: *const c_char, content: *const c_void, size: u64, r#type: ContentType) -> ErrorCode;
    /// Reads a file of a storage area.
    pub fn OrthancPluginStorageAreaRead(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, storageArea: *mut OrthancPluginStorageArea, uuid: *const c_char, r#type: ContentType) -> ErrorCode;
    /// Removes a file from a storage area.
    pub fn OrthancPluginStorageAreaRemove(context: *mut OrthancPluginContext, storageArea: *mut OrthancPluginStorageArea, uuid: *const c_char, r#type: ContentType) -> ErrorCode;
    /// Reads the main DICOM tags of all resources of a level from their files again.
    pub fn OrthancPluginReconstructMainDicomTags(context: *mut OrthancPluginContext, storageArea: *mut OrthancPluginStorageArea, level: ResourceType) -> ErrorCode;
    /// Registers a database that answers requests in protocol buffers.
    pub fn OrthancPluginRegisterDatabaseBackendV4(context: *mut OrthancPluginContext, backend: *mut c_void, maxDatabaseRetries: u32, operations: OrthancPluginCallDatabaseBackendV4, finalize: OrthancPluginFinalizeDatabaseBackendV4) -> ErrorCode;
    /// The identifier of this server among those that share a database; it must not be freed.
    pub fn OrthancPluginGetDatabaseServerIdentifier(context: *mut OrthancPluginContext) -> *const c_char;
    /// The version of the database schema that the server expects.
    pub fn OrthancPluginGetExpectedDatabaseVersion(context: *mut OrthancPluginContext) -> u32;
    /// Registers a folder of the WebDAV server that the plugin fills.
    pub fn OrthancPluginRegisterWebDavCollection(context: *mut OrthancPluginContext, uri: *const c_char, isExistingFolder: OrthancPluginWebDavIsExistingFolderCallback, listFolder: OrthancPluginWebDavListFolderCallback, retrieveFile: OrthancPluginWebDavRetrieveFileCallback, storeFile: OrthancPluginWebDavStoreFileCallback, createFolder: OrthancPluginWebDavCreateFolderCallback, deleteItem: OrthancPluginWebDavDeleteItemCallback, payload: *mut c_void) -> ErrorCode;
    /// Logs an error.
    pub fn OrthancPluginLogError(context: *mut OrthancPluginContext, message: *const c_char);
    /// Logs a warning.
    pub fn OrthancPluginLogWarning(context: *mut OrthancPluginContext, message: *const c_char);
    /// Logs an information.
    pub fn OrthancPluginLogInfo(context: *mut OrthancPluginContext, message: *const c_char);
    /// Logs a message of a level, with the line of the source that logs it.
    pub fn OrthancPluginLogMessage(context: *mut OrthancPluginContext, message: *const c_char, plugin: *const c_char, file: *const c_char, line: u32, category: LogCategory, level: LogLevel);
    /// Sets a number with a fraction, which Prometheus reads. A timer shows the largest value of 10 s.
    pub fn OrthancPluginSetMetricsValue(context: *mut OrthancPluginContext, name: *const c_char, value: f32, r#type: MetricsType);
    /// Sets a whole number, which Prometheus reads. A timer shows the largest value of 10 s.
    pub fn OrthancPluginSetMetricsIntegerValue(context: *mut OrthancPluginContext, name: *const c_char, value: i64, r#type: MetricsType);
    /// Registers a callback that updates the metrics before they are read.
    pub fn OrthancPluginRegisterRefreshMetricsCallback(context: *mut OrthancPluginContext, callback: OrthancPluginRefreshMetricsCallback);
    /// The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine.
    pub fn OrthancPluginGetOrthancPath(context: *mut OrthancPluginContext) -> *mut c_char;
    /// The folder of the server: always `.`, the sandbox shows no folder of the machine.
    pub fn OrthancPluginGetOrthancDirectory(context: *mut OrthancPluginContext) -> *mut c_char;
    /// The path of the configuration: always empty, the sandbox shows no file of the machine.
    pub fn OrthancPluginGetConfigurationPath(context: *mut OrthancPluginContext) -> *mut c_char;
    /// The configuration as JSON, without the registered users and the host’s own section.
    pub fn OrthancPluginGetConfiguration(context: *mut OrthancPluginContext) -> *mut c_char;
    /// The text of an error code; it stays the host’s and must not be freed.
    pub fn OrthancPluginGetErrorDescription(context: *mut OrthancPluginContext, error: ErrorCode) -> *const c_char;
    /// The MD5 of some bytes, in hexadecimal.
    pub fn OrthancPluginComputeMd5(context: *mut OrthancPluginContext, buffer: *const c_void, size: u32) -> *mut c_char;
    /// The SHA-1 of some bytes, in Orthanc’s form: five groups of eight hexadecimal digits.
    pub fn OrthancPluginComputeSha1(context: *mut OrthancPluginContext, buffer: *const c_void, size: u32) -> *mut c_char;
    /// A random UUID (version 4).
    pub fn OrthancPluginGenerateUuid(context: *mut OrthancPluginContext) -> *mut c_char;
    /// Says where the plugin’s own pages begin.
    pub fn OrthancPluginSetRootUri(context: *mut OrthancPluginContext, uri: *const c_char);
    /// Describes the plugin in a sentence.
    pub fn OrthancPluginSetDescription(context: *mut OrthancPluginContext, description: *const c_char);
    /// Adds a script to the pages of Orthanc Explorer, which load it from `/plugins/explorer.js`.
    pub fn OrthancPluginExtendOrthancExplorer(context: *mut OrthancPluginContext, javascript: *const c_char);
    /// Says where the plugin’s own pages begin, and names the plugin.
    pub fn OrthancPluginSetRootUri2(context: *mut OrthancPluginContext, plugin: *const c_char, uri: *const c_char);
    /// Describes the plugin in a sentence, and names the plugin.
    pub fn OrthancPluginSetDescription2(context: *mut OrthancPluginContext, plugin: *const c_char, description: *const c_char);
    /// Adds a script to the pages of Orthanc Explorer, and names the plugin.
    pub fn OrthancPluginExtendOrthancExplorer2(context: *mut OrthancPluginContext, plugin: *const c_char, javascript: *const c_char);
    /// A property that the server keeps in its database, or the default value.
    pub fn OrthancPluginGetGlobalProperty(context: *mut OrthancPluginContext, property: i32, defaultValue: *const c_char) -> *mut c_char;
    /// Keeps a property in the database; plugins may use 1024 and above.
    pub fn OrthancPluginSetGlobalProperty(context: *mut OrthancPluginContext, property: i32, value: *const c_char) -> ErrorCode;
    /// How many arguments the command line of the server had.
    pub fn OrthancPluginGetCommandLineArgumentsCount(context: *mut OrthancPluginContext) -> u32;
    /// An argument of the command line of the server.
    pub fn OrthancPluginGetCommandLineArgument(context: *mut OrthancPluginContext, argument: u32) -> *mut c_char;
    /// Adds an error code of the plugin with its status and text; returns the number of that code.
    pub fn OrthancPluginRegisterErrorCode(context: *mut OrthancPluginContext, code: i32, httpStatus: u16, message: *const c_char) -> ErrorCode;
    /// Names the thread in the log.
    pub fn OrthancPluginSetCurrentThreadName(context: *mut OrthancPluginContext, threadName: *const c_char) -> ErrorCode;
    /// Reads a file of the server’s machine.
    pub fn OrthancPluginReadFile(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, path: *const c_char) -> ErrorCode;
    /// Writes a file on the server’s machine.
    pub fn OrthancPluginWriteFile(context: *mut OrthancPluginContext, path: *const c_char, data: *const c_void, size: u32) -> ErrorCode;
    /// The MIME type of a file by the ending of its name; it must not be freed.
    pub fn OrthancPluginAutodetectMimeType(context: *mut OrthancPluginContext, path: *const c_char) -> *const c_char;
    /// Frees a string that the host handed over.
    pub fn OrthancPluginFreeString(context: *mut OrthancPluginContext, str: *mut c_char);
    /// Allocates a memory buffer.
    pub fn OrthancPluginCreateMemoryBuffer(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, size: u32) -> ErrorCode;
    /// Frees the bytes of a memory buffer.
    pub fn OrthancPluginFreeMemoryBuffer(context: *mut OrthancPluginContext, buffer: *mut OrthancPluginMemoryBuffer);
    /// Allocates a memory buffer whose size has 64 bits.
    pub fn OrthancPluginCreateMemoryBuffer64(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer64, size: u64) -> ErrorCode;
    /// Frees the bytes of a memory buffer whose size has 64 bits.
    pub fn OrthancPluginFreeMemoryBuffer64(context: *mut OrthancPluginContext, buffer: *mut OrthancPluginMemoryBuffer64);
    /// Compresses bytes with zlib or gzip, or undoes that.
    pub fn OrthancPluginBufferCompression(context: *mut OrthancPluginContext, target: *mut OrthancPluginMemoryBuffer, source: *const c_void, size: u32, compression: CompressionType, uncompress: u8) -> ErrorCode;
}
