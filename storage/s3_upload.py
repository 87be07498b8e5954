"""One file on its way up to S3: in parts, proven on the way, and never in place of another."""

import base64
import hashlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

#: What is held in memory of a file at once; a file of no more goes up in one piece.
PART_BYTES = 16 << 20
#: S3 takes no more parts than this.
MAX_PARTS = 10_000


class UnexpectedDigestError(ValueError):
    """What was read has this digest instead of the expected one; nothing was stored."""


class Upload:
    """A file going up under a key that must not be taken yet.

    The condition is what keeps a writer that was thought dead from writing over its successor.
    """

    def __init__(self, client: "S3Client", bucket: str, key: str) -> None:
        self.client = client
        self.bucket = bucket
        self.key = key

    def send(self, file: BinaryIO, size_bytes: int, sha512: str) -> None:
        """Send a file whose digest must be as stated.

        Raises:
            UnexpectedDigestError: it is another one.
        """
        if size_bytes <= PART_BYTES:
            data = file.read()
            _check_digest(hashlib.sha512(data), sha512)
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.key,
                Body=data,
                ContentMD5=md5_of(data),
                IfNoneMatch="*",
            )
        else:
            self._send_in_parts(file, max(PART_BYTES, size_bytes // (MAX_PARTS - 1) + 1), sha512)

    def _send_in_parts(self, file: BinaryIO, part_bytes: int, sha512: str) -> None:
        begun = self.client.create_multipart_upload(Bucket=self.bucket, Key=self.key)
        upload_id = begun["UploadId"]
        digest = hashlib.sha512()
        parts: list[CompletedPartTypeDef] = []
        try:
            while data := file.read(part_bytes):
                digest.update(data)
                parts.append(self._send_part(data, upload_id, len(parts) + 1))
            _check_digest(digest, sha512)
            self.client.complete_multipart_upload(
                Bucket=self.bucket,
                Key=self.key,
                UploadId=upload_id,
                MultipartUpload={"Parts": parts},
                IfNoneMatch="*",
            )
        except BaseException:
            self.client.abort_multipart_upload(Bucket=self.bucket, Key=self.key, UploadId=upload_id)
            raise

    def _send_part(self, data: bytes, upload_id: str, number: int) -> "CompletedPartTypeDef":
        answer = self.client.upload_part(
            Bucket=self.bucket,
            Key=self.key,
            UploadId=upload_id,
            PartNumber=number,
            Body=data,
            ContentMD5=md5_of(data),
        )
        return {"ETag": answer["ETag"], "PartNumber": number}


def md5_of(data: bytes) -> str:
    """The digest of a request's body as the service wants it stated."""
    return base64.b64encode(hashlib.md5(data, usedforsecurity=False).digest()).decode("ascii")


def _check_digest(found: "hashlib._Hash", expected: str) -> None:
    if found.hexdigest() != expected:
        raise UnexpectedDigestError(found.hexdigest())
