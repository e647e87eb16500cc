// What prepare_rules wrote, as it stands.
    .section .rodata
    .balign 16
    .globl factmill_prepared_rules_begin
    .globl factmill_prepared_rules_end
factmill_prepared_rules_begin:
    .incbin PREPARED_RULES
factmill_prepared_rules_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
