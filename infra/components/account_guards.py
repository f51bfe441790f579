"""Settings of an account in one region that no workload can undo by mistake."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws


class AccountGuards(pulumi.ComponentResource):
    """Encryption by default, nothing public, metadata by session only, no internet gateway that works.

    Every setting is by region, so each region that the stack works in has its own copy, the second one too:
    copies arrive there. ``block-bidirectional`` makes an internet gateway that somebody adds useless at once.
    They stay behind when the stack goes: a guard that falls with the thing it guards is none.
    """

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("carveout:network:AccountGuards", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        aws.ebs.EncryptionByDefault(f"{name}-volumes-encrypted", enabled=True, opts=child)
        aws.ebs.SnapshotBlockPublicAccess(f"{name}-snapshots-private", state="block-all-sharing", opts=child)
        aws.ec2.ImageBlockPublicAccess(f"{name}-images-private", state="block-new-sharing", opts=child)
        aws.ec2.InstanceMetadataDefaults(
            f"{name}-metadata",
            http_tokens="required",
            http_put_response_hop_limit=2,  # a container on an instance is one hop further
            instance_metadata_tags="disabled",
            opts=child,
        )
        aws.ec2.VpcBlockPublicAccessOptions(
            f"{name}-no-internet", internet_gateway_block_mode="block-bidirectional", opts=child
        )
        self.register_outputs({})
